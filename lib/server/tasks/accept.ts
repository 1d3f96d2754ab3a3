import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@/lib/schema/error';
import type { Inputs, Operation, OperationName } from '@/lib/schema/operation';
import type { Task } from '@/lib/schema/task';
import { log } from '@/lib/server/log';
import type { Press } from '@/lib/server/route';
import { usd } from '@/lib/server/usd';
import { database, type Database } from '@/lib/server/store/database';
import { findImage, type ImageRow } from '@/lib/server/store/images';
import { acceptTask, findByKey } from '@/lib/server/store/tasks';
import { ask } from './ask';
import { checkWeight } from './capability';
import { contextFor } from './context';
import { quoteOf } from './quote';
import { shapeOf } from './shape';
import { viewOf } from './view';

export type AcceptOptions = Partial<Press> & {
  retryOf?: string | null;
  /** Throws what forbids a new task; a press that is repeated under its key is not held against it. */
  forbid?: () => void;
};

/**
 * Takes on what a person asked: checked field by field against the model's card, priced by the provider's own word where
 * it gives one, and stored as `queued` in one transaction. Nothing is sent here. The same idempotency key with the same
 * body gives the task it gave before, whatever it would cost now. Throws `unsupported` or `invalid_input` with `fields`,
 * `idempotency_conflict` (422), `price_changed` (409), `budget_reached` (402).
 */
export async function acceptOperation<Name extends OperationName>(
  name: Name,
  input: Inputs[Name],
  { idempotencyKey = null, retryOf = null, priceLimit = null, person = null, forbid }: AcceptOptions = {},
): Promise<Task> {
  const db = await database();
  const bodyHash = hashOf({ name, input, retryOf });
  const before = await findByKey(db, { idempotencyKey, bodyHash });
  if (before) return viewOf(db, before);
  forbid?.();
  const asked = ask(name, input);
  const { connection, model, card, operation } = asked;
  const source = 'image' in operation ? await inLibrary(db, 'image', operation.image) : null;
  for (const [field, id] of references(operation)) await inLibrary(db, field, id);
  const shape = shapeOf(operation, card, source);
  checkWeight(operation, card, source, shape);
  const { usdMicros, basis } = await quoteOf(asked, async () => contextFor(db, asked, quoteMs).context);
  if (priceLimit !== null && usdMicros !== null && usdMicros > priceLimit) throw priceChanged(usdMicros, priceLimit);
  const { task, created } = await acceptTask(db, {
    id: randomUUID(),
    idempotencyKey,
    bodyHash,
    connection: connection.id,
    model: model.id,
    input: operation,
    ...shape,
    usdMicros,
    expectedBasis: basis,
    person: person ?? '',
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

/** A press waits for it; one that is not told in time is estimated by the card. */
const quoteMs = 5000;

const priceChanged = (now: number, limit: number): AppError =>
  new AppError(
    'price_changed',
    `This costs ${usd(now)} now, more than the ${usd(limit)} that it was to cost at most. Nothing was sent; press again to ` +
      'have it at the new price.',
    { price: now },
  );

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
