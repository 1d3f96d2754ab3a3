import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@/lib/schema/error';
import type { Inputs, Operation, OperationName } from '@/lib/schema/operation';
import type { Task } from '@/lib/schema/task';
import { log } from '@/lib/server/log';
import { database, type Database } from '@/lib/server/store/database';
import { findImage, type ImageRow } from '@/lib/server/store/images';
import { acceptTask } from '@/lib/server/store/tasks';
import { ask, estimate } from './ask';
import { checkWeight } from './capability';
import { shapeOf } from './shape';
import { viewOf } from './view';

export type AcceptOptions = { idempotencyKey?: string | null; retryOf?: string | null };

/**
 * Takes on what a person asked: checked field by field against the model's card, priced, and stored as `queued` in one
 * transaction. Nothing is sent here. The same idempotency key with the same body gives the task it gave before.
 * Throws `unsupported` or `invalid_input` with `fields`, `idempotency_conflict` (422), `budget_reached` (402).
 */
export async function acceptOperation<Name extends OperationName>(
  name: Name,
  input: Inputs[Name],
  { idempotencyKey = null, retryOf = null }: AcceptOptions = {},
): Promise<Task> {
  const db = await database();
  const asked = ask(name, input);
  const { connection, model, card, operation } = asked;
  const source = 'image' in operation ? await inLibrary(db, 'image', operation.image) : null;
  for (const [field, id] of references(operation)) await inLibrary(db, field, id);
  const shape = shapeOf(operation, card, source);
  checkWeight(operation, card, source, shape);
  const usdMicros = estimate(asked);
  const { task, created } = await acceptTask(db, {
    id: randomUUID(),
    idempotencyKey,
    bodyHash: hashOf({ name, input, retryOf }),
    connection: connection.id,
    model: model.id,
    input: operation,
    ...shape,
    usdMicros,
    charge: connection.sandbox ? 'none' : usdMicros === null ? 'unknown' : 'estimated',
    sandbox: connection.sandbox,
    parentImageId: source?.id ?? null,
    retryOf,
    createdAt: Date.now(),
  });
  if (created)
    log().info(
      { task: task.id, operation: name, connection: connection.id, model: model.id },
      'task accepted',
    );
  return viewOf(db, task);
}

async function inLibrary(db: Database, field: string, id: string): Promise<ImageRow> {
  const image = await findImage(db, id);
  if (image && image.deletedAt === null) return image;
  throw new AppError('invalid_input', 'The picture is not in the library.', {
    fields: { [field]: 'is not in the library' },
  });
}

/** The pictures beside the source, by the field that names them. */
function references(operation: Operation): [field: string, id: string][] {
  const styles = 'styleImages' in operation ? (operation.styleImages ?? []) : [];
  const character = 'characterImage' in operation ? operation.characterImage : undefined;
  return [
    ...styles.map((id, at): [string, string] => [`styleImages.${at}`, id]),
    ...(character === undefined ? [] : [['characterImage', character] satisfies [string, string]]),
  ];
}

/** The same for two bodies that say the same, in whatever order their fields stand. */
const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;
