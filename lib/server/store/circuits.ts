import 'server-only';
import type { Selectable } from 'kysely';
import type { TaskError } from '@/lib/schema/error-body';
import { closedCircuit, type Circuit } from '@/lib/server/tasks/circuit';
import { forUpdate } from './dialect';
import { picturesInFlight } from './in-flight';
import { hasStatus } from './open';
import type { CircuitTable, Database, Writing } from './tables';
import { advance, inTransaction } from './transaction';

/** A connection by its id and the mark of its key and address: what was learnt under another mark does not count. */
export type Marked = { id: string; mark: string };

const read = ({ state, error, faults, ...plain }: Omit<Selectable<CircuitTable>, 'connection' | 'mark'>): Circuit => ({
  ...plain,
  state: state as Circuit['state'],
  error: error === null ? null : (JSON.parse(error) as TaskError),
  faults: JSON.parse(faults) as number[],
});

const columnsOf = ({ error, faults, ...plain }: Circuit) => ({
  ...plain,
  error: error === null ? null : JSON.stringify(error),
  faults: JSON.stringify(faults),
});

/** What is known of these connections; one that nothing was learnt of is left out. */
export async function circuitsOf(db: Database, connections: readonly Marked[]): Promise<Map<string, Circuit>> {
  const rows = await db.selectFrom('circuits').selectAll().execute();
  return new Map(
    rows.flatMap(({ connection, mark, ...row }) =>
      connections.some((one) => one.id === connection && one.mark === mark) ? [[connection, read(row)]] : [],
    ),
  );
}

/**
 * Changes what is known of a connection. Its queued tasks take a new revision when it stops or goes on, because they show
 * it. `inFlight` counts the pictures that are with the upstream now.
 */
export async function changeCircuit(
  db: Database,
  { id, mark }: Marked,
  change: (circuit: Circuit, inFlight: () => Promise<number>) => Circuit | Promise<Circuit>,
): Promise<{ before: Circuit; after: Circuit }> {
  return inTransaction(db, async (trx, tell) => {
    // A row to hold: two that learn something at once must not overwrite each other.
    await trx
      .insertInto('circuits')
      .values({ connection: id, mark, ...columnsOf(closedCircuit) })
      .onConflict((conflict) => conflict.column('connection').doNothing())
      .execute();
    const stored = await trx
      .selectFrom('circuits')
      .selectAll()
      .where('connection', '=', id)
      .$call(forUpdate(trx))
      .executeTakeFirstOrThrow();
    const before = stored.mark === mark ? read(stored) : closedCircuit;
    const after = await change(before, async () => (await picturesInFlight(trx, Date.now())).get(id) ?? 0);
    if (after === before) return { before, after };
    await trx
      .updateTable('circuits')
      .set({ mark, ...columnsOf(after) })
      .where('connection', '=', id)
      .execute();
    const turned = (before.state === 'open') !== (after.state === 'open');
    if (turned && (await showQueued(trx, id))) tell('change');
    if (after.state !== 'open') tell('work');
    return { before, after };
  });
}

/** True when there was a queued task to show it on. */
async function showQueued(trx: Writing, connection: string): Promise<boolean> {
  const queued = await trx
    .selectFrom('tasks')
    .select('id')
    .where('connection', '=', connection)
    .where(hasStatus('queued'))
    .orderBy('n')
    .$call(forUpdate(trx))
    .execute();
  for (const { id } of queued) {
    const revision = await advance(trx, 'revision');
    await trx.updateTable('tasks').set({ revision }).where('id', '=', id).execute();
  }
  return queued.length > 0;
}
