import { randomUUID } from 'node:crypto';
import path from 'node:path';
import sharp from 'sharp';
import { parseEnvironment } from '@/lib/server/env';
import { storePicture, type StoredPicture } from '@/lib/server/pictures';
import { openDatabase } from '@/lib/server/store/database';
import { insertedImage } from '@/lib/server/store/image-row';
import { insertedTask } from '@/lib/server/store/task-row';
import { imageNumber } from '@/lib/server/store/tasks';
import { advance, inTransaction } from '@/lib/server/store/transaction';

const perRun = 4;
/** Tasks of one statement: their pictures' values still fit into one, too. */
const atOnce = 100;
type InsertedTask = ReturnType<typeof insertedTask>;
type InsertedImage = ReturnType<typeof insertedImage>;

const shapes = [
  ['1:1', 1024, 1024],
  ['16:9', 1344, 768],
  ['3:4', 864, 1152],
  ['3:2', 1248, 832],
  ['9:16', 768, 1344],
] as const;
const subjects = ['lighthouse at dusk', 'two pears on slate', 'heron among reeds', 'night ferry', '海边的灯塔', 'tea tin label'];

const plain = (width: number, height: number, hue: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 60 + hue, g: 120, b: 200 - hue } } }).png().toBuffer();

/**
 * Fills a data folder, before its studio starts, with `images` finished pictures in runs of four, a run every ten
 * minutes back from now. Pictures of one shape share their bytes, so that ten thousand take a second.
 */
export async function fillLibrary(dataFolder: string, images: number): Promise<void> {
  // This process has no studio of its own; what it opens belongs to the folder it fills.
  Object.defineProperty(globalThis, Symbol.for('atelier.environment'), {
    value: parseEnvironment({ ATELIER_DATA: dataFolder, ATELIER_LOG: 'silent' }),
    configurable: true,
    writable: true,
  });
  Reflect.deleteProperty(globalThis, Symbol.for('atelier.files'));
  const stored: StoredPicture[] = [];
  for (const [index, [, width, height]] of shapes.entries()) stored.push(await storePicture(await plain(width, height, index * 30)));

  const db = await openDatabase({ sqlite: path.join(dataFolder, 'atelier.db') });
  const runs = Math.ceil(images / perRun);
  const newest = Date.now() - 60_000;
  await inTransaction(db, async (trx) => {
    let n = (await advance(trx, 'n', images + runs)) - images - runs + 1;
    let revision = (await advance(trx, 'revision', runs)) - runs + 1;
    const [tasks, pictures]: [InsertedTask[], InsertedImage[]] = [[], []];
    const write = async (): Promise<void> => {
      if (tasks.length > 0) await trx.insertInto('tasks').values(tasks.splice(0)).execute();
      if (pictures.length > 0) await trx.insertInto('images').values(pictures.splice(0)).execute();
    };
    for (let run = 0; run < runs; run++) {
      const shape = run % shapes.length;
      const picture = stored[shape];
      const [aspectRatio, width, height] = shapes[shape] ?? shapes[0];
      if (!picture) throw new Error('no picture');
      const count = Math.min(perRun, images - run * perRun);
      const createdAt = newest - (runs - run) * 600_000;
      const prompt = `${subjects[run % subjects.length]}, number ${run}`;
      const common = { connection: 'sandbox', model: 'ideogram-v2', sandbox: true } as const;
      const id = randomUUID();
      const task = insertedTask(
        {
          ...common, id, idempotencyKey: null, bodyHash: id, width, height, usdMicros: 0, charge: 'none',
          parentImageId: null, retryOf: null, createdAt,
          input: { operation: 'generate', prompt, aspectRatio, count, ...common },
        },
        n,
        revision,
      );
      const ended = { status: 'succeeded', startedAt: createdAt, answeredAt: createdAt, finishedAt: createdAt } as const;
      tasks.push({ ...task, ...ended });
      for (let index = 0; index < count; index++) {
        const row = {
          ...common, ...picture, taskId: id, parentId: null, index, operation: 'generate', name: null, prompt,
          usedPrompt: null, style: null, seed: run * perRun + index, createdAt,
        } as const;
        pictures.push(insertedImage(row, imageNumber({ n, count }, index)));
      }
      n += count + 1;
      revision += 1;
      if (tasks.length === atOnce) await write();
    }
    await write();
  });
  await db.destroy();
}
