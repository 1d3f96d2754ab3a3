import 'server-only';
import { inFlightByPerson } from './in-flight';
import { hasStatus } from './open';
import type { Database, Writing } from './tables';
import { advance } from './transaction';

/** How a person stands in a connection's queue: pictures in flight there, and the number of their last turn. */
export type Standing = { pictures: number; turn: number };

const unseen: Standing = { pictures: 0, turn: 0 };

/** The standing of everybody who has one. */
export class Standings {
  private readonly known = new Map<string, Map<string, Standing>>();

  static async read(db: Database, now: number): Promise<Standings> {
    const standings = new Standings();
    for (const { connection, person, turn } of await db.selectFrom('turns').selectAll().execute())
      standings.set(connection, person, { turn });
    for (const { connection, person, pictures } of await inFlightByPerson(db, now))
      standings.set(connection, person, { pictures });
    return standings;
  }

  of = (connection: string, person: string): Standing => this.known.get(connection)?.get(person) ?? unseen;

  /** Everybody's pictures on a connection. */
  busy = (connection: string): number =>
    [...(this.known.get(connection)?.values() ?? [])].reduce((sum, { pictures }) => sum + pictures, 0);

  private set(connection: string, person: string, changed: Partial<Standing>): void {
    const persons = this.known.get(connection) ?? new Map<string, Standing>();
    this.known.set(connection, persons.set(person, { ...this.of(connection, person), ...changed }));
  }
}

/** Whose turn it is: who holds least, else who has waited longest for a turn, else who asked first. */
export const byTurn = (one: Standing & { n: number }, other: Standing & { n: number }): number =>
  one.pictures - other.pictures || one.turn - other.turn || one.n - other.n;

/** The persons who have something queued on a connection. */
export async function waitingPersons(db: Database, connection: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('person')
    .distinct()
    .where(hasStatus('queued'))
    .where('connection', '=', connection)
    .execute();
  return rows.map(({ person }) => person);
}

/** Writes down that a person has had a turn; the claims' counter numbers them. */
export async function countTurn(trx: Writing, connection: string, person: string): Promise<void> {
  const turn = await advance(trx, 'claims');
  await trx
    .insertInto('turns')
    .values({ connection, person, turn })
    .onConflict((conflict) => conflict.columns(['connection', 'person']).doUpdateSet({ turn }))
    .execute();
}

type Waiting = { id: string; connection: string; person: string; n: number; count: number };

/**
 * Queued tasks in the order in which they are likely sent, one connection after the other: each time whose turn it is,
 * as if nothing ended meanwhile. `ahead` counts the pictures before each, those in flight included.
 */
export function inTurn(queued: readonly Waiting[], standings: Standings): (Waiting & { position: number; ahead: number })[] {
  return [...Map.groupBy(queued, ({ connection }) => connection)].flatMap(([connection, tasks]) => {
    const lines = [...Map.groupBy(tasks.toSorted((one, other) => one.n - other.n), ({ person }) => person)].map(
      ([person, line]) => ({ line, next: 0, ...standings.of(connection, person) }),
    );
    const ordered: (Waiting & { position: number; ahead: number })[] = [];
    let ahead = standings.busy(connection);
    let turn = Math.max(0, ...lines.map((one) => one.turn));
    while (ordered.length < tasks.length) {
      const [first] = lines
        .flatMap((one) => {
          const head = one.line[one.next];
          return head ? [{ one, head, pictures: one.pictures, turn: one.turn, n: head.n }] : [];
        })
        .toSorted(byTurn);
      if (!first) break;
      const { one, head } = first;
      ordered.push({ ...head, position: ordered.length + 1, ahead });
      ahead += head.count;
      one.next += 1;
      one.pictures += head.count;
      one.turn = turn += 1;
    }
    return ordered;
  });
}
