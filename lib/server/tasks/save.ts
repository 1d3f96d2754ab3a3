import 'server-only';
import { AppError } from '@/lib/schema/error';
import { environment } from '@/lib/server/env';
import { download } from '@/lib/server/guard';
import { log } from '@/lib/server/log';
import { roomForPicture, type Room } from '@/lib/server/picture-room';
import { resultLimits, storePicture } from '@/lib/server/pictures';
import { fileStore } from '@/lib/server/store/files';
import { imagesOfTasks, insertImage } from '@/lib/server/store/images';
import { ageOf } from './age';
import { readAnswer, type StoredAnswer, type StoredOutput } from './answer';
import { backoff } from './backoff';
import { keepDamaged } from './damaged';
import { faultOf } from './fault';
import { afterFailure } from './give-up';
import type { Held, Shop } from './hold';
import { newImage } from './new-image';
import { freshLinks } from './refresh';
import { missingOf, settle } from './settle';
import { transportOf } from './speaker';

const longestWaitMs = 60_000;

/**
 * Makes every picture of an answer ours: fetched, decoded in full, hashed, written, then its row. What is stored
 * already is never fetched again. Ends the task when each picture is stored or given up; else it is due again, with
 * the `error` that a person has to mend, if there is one.
 */
export async function saveTask(shop: Shop, held: Held): Promise<void> {
  const answer = readAnswer(held.row.answer);
  const stored = new Set((await imagesOfTasks(shop.db, [held.row.id])).map(({ index }) => index));
  const outputs = await Promise.all(
    answer.outputs.map((output, index) =>
      stored.has(index) || output.missing ? output : saveOutput(shop, held, output, index, stored),
    ),
  );
  if (held.lost) return;
  const now = { ...answer, outputs: await freshLinks(shop, held.row, outputs) };
  const pending = now.outputs.filter((output, index) => !stored.has(index) && !output.missing);
  if (pending.length === 0) return end(shop, held, now, stored);
  const waitMs = Math.min(...pending.map(({ failures }) => backoff(failures, longestWaitMs)));
  const error = pending.find(({ blocked }) => blocked !== null)?.blocked ?? null;
  const kept = await held.insist({ answer: now, missing: missingOf(held.row, now), error });
  if (kept) await held.release(Date.now() + waitMs);
}

/** One try at one picture; `stored` gains its index when it is ours. Returns what is left to do about it. */
async function saveOutput(
  shop: Shop,
  held: Held,
  output: StoredOutput,
  index: number,
  stored: Set<number>,
): Promise<StoredOutput> {
  if (output.withheld)
    return givenUp(output, 'withheld', 'The provider held this picture back after its safety check.');
  if (!output.source) return givenUp(output, 'absent', 'The provider gave no link to this picture.');
  const { row } = held;
  let { kept } = output;
  const room = roomForPicture();
  try {
    const bytes = await bytesOf(shop, held, output.source, room);
    const picture = await storePicture(bytes).catch(async (cause: unknown) => {
      kept = (await keepDamaged(bytes, cause, { task: row.id, index })) ?? kept;
      throw cause;
    });
    if (held.lost) return output;
    if (await insertImage(shop.db, await newImage(shop.db, row, output, index, picture), held.claim))
      stored.add(index);
    return output;
  } catch (err) {
    const answeredAt = row.answeredAt ?? row.createdAt;
    const after = afterFailure({ ...output, kept }, err, answeredAt, answeredAt + ageOf(row.id, answeredAt));
    const event = {
      task: row.id,
      index,
      failures: after.failures,
      missing: after.missing?.reason,
      ...faultOf(err),
    };
    log().warn(event, after.missing ? 'picture given up' : 'picture not saved, trying again');
    return after;
  } finally {
    room.release();
  }
}

const givenUp = (output: StoredOutput, reason: 'withheld' | 'absent', message: string): StoredOutput => ({
  ...output,
  missing: { reason, message },
});

async function bytesOf(
  shop: Shop,
  held: Held,
  source: NonNullable<StoredOutput['source']>,
  { grow }: Room,
): Promise<Buffer> {
  if ('url' in source) {
    const connection = shop.findSpeaker(held.row)?.connection;
    const transport = connection && transportOf(connection);
    const { ATELIER_TRUSTED_HOSTS: trustedHosts } = environment();
    const limits = { maxBytes: resultLimits.bytes, deadlineMs: shop.pictureDeadlineMs };
    return download(source.url, { ...limits, trustedHosts, transport, grow });
  }
  const bytes = await fileStore().read(source.file);
  if (!bytes) throw new AppError('lost', 'The file of the picture is no longer in the data folder.');
  return bytes;
}

async function end(shop: Shop, held: Held, answer: StoredAnswer, stored: ReadonlySet<number>): Promise<void> {
  const files = answer.outputs.flatMap(({ source }) => (source && 'file' in source ? [source.file] : []));
  // Why a picture is given up is written down while its file is there: after a crash it would be called lost.
  if (files.length > 0 && !(await held.insist({ answer, missing: missingOf(held.row, answer) }))) return;
  // Before the end, so that a crash in between leaves no file that nobody looks for.
  const redundant = answer.outputs.flatMap(({ kept }, index) => (kept !== null && stored.has(index) ? [kept] : []));
  for (const file of [...files, ...redundant]) await fileStore().delete(file);
  const outputs = answer.outputs.map((output, index) => (stored.has(index) ? { ...output, kept: null } : output));
  const settlement = settle(held.row, answer, stored.size, shop.findSpeaker(held.row)?.card ?? null);
  const ended = await held.insist({ ...settlement, answer: { ...answer, outputs }, finishedAt: Date.now() });
  if (!ended) return;
  const { id, connection } = held.row;
  log().info(
    { task: id, connection, status: settlement.status, stored: stored.size, usdMicros: settlement.usdMicros },
    'task ended',
  );
}
