import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { TaskError } from '@/lib/schema/error-body';
import { markedOf } from '@/lib/server/connection-mark';
import { log } from '@/lib/server/log';
import type { ConnectionSettings } from '@/lib/server/providers/provider';
import { changeCircuit, circuitsOf } from '@/lib/server/store/circuits';
import { afterClear, afterCrowding, afterRefusal, afterUnclear, closedCircuit, type Circuit } from './circuit';
import type { Held, Shop } from './hold';
import type { Verdict } from './outcome';
import type { Speaker } from './speaker';

/** The key was refused on a question after a task: nothing more is sent or asked with it. The sandbox is left out. */
export async function learnRefusal(
  { db }: Pick<Shop, 'db'>,
  { connection }: Pick<Speaker, 'connection'>,
  { code, message }: AppError,
): Promise<void> {
  if (connection.sandbox) return;
  await changeCircuit(db, markedOf(connection), (circuit) => afterRefusal(circuit, { code, message }, Date.now()));
}

/** Why a connection's key or account is refused, as was last learnt; null when it is not. */
export async function refusalOf(db: Shop['db'], connection: ConnectionSettings): Promise<TaskError | null> {
  const circuit = (await circuitsOf(db, [markedOf(connection)])).get(connection.id);
  return circuit?.state === 'open' && circuit.error?.code === 'provider_auth' ? circuit.error : null;
}

async function nothingNew(db: Shop['db'], connection: ConnectionSettings): Promise<boolean> {
  const known = (await circuitsOf(db, [markedOf(connection)])).get(connection.id) ?? closedCircuit;
  return afterClear(known) === known;
}

/** What a send tells of its connection: an answer, or the fault and what was made of it. */
type Lesson = 'answered' | { cause: unknown; verdict: Verdict };

/**
 * Draws the lesson of one send for its connection: whether it may go on sending, and how much at once. The sandbox is
 * left out: nothing can be bought there, and its faults are asked for. Never throws: a lesson that cannot be written down
 * does not undo what was sent.
 */
export async function learn(
  { db, rules }: Pick<Shop, 'db' | 'rules'>,
  { connection }: Pick<Speaker, 'connection'>,
  { row }: Pick<Held, 'row'>,
  lesson: Lesson,
): Promise<void> {
  if (connection.sandbox) return;
  const now = Date.now();
  const { id } = connection;
  try {
    // By far the most answers teach nothing new, and need no write.
    if (lesson === 'answered' && (await nothingNew(db, connection))) return;
    const { before, after } = await changeCircuit(db, markedOf(connection), async (circuit, inFlight) => {
      if (lesson === 'answered') return afterClear(circuit);
      const { cause, verdict } = lesson;
      const error = cause instanceof AppError ? cause : null;
      if (verdict.next === 'again' || error?.code === 'rate_limited') {
        if (error?.slots === undefined) return circuit;
        return afterCrowding(circuit, error.slots, (await inFlight()) - row.count, now);
      }
      return afterEnd(circuit, verdict, now);
    });
    if (before.state !== after.state)
      log().warn({ connection: id, from: before.state, to: after.state, code: after.error?.code }, 'connection turned');
    if (before.slots !== after.slots) log().info({ connection: id, slots: after.slots }, 'fewer pictures at once');
  } catch (err) {
    log().error({ connection: id, err }, 'what was learnt of a connection could not be kept');
  }

  function afterEnd(circuit: Circuit, verdict: Extract<Verdict, { next: 'end' }>, now: number): Circuit {
    const { code } = verdict.error;
    if (code === 'provider_auth' || code === 'provider_payment') return afterRefusal(circuit, verdict.error, now);
    if (verdict.status === 'unknown') return afterUnclear(circuit, now, rules);
    // Not sent at all: it says nothing of the upstream.
    return code === 'provider_unreachable' || code === 'internal' ? circuit : afterClear(circuit);
  }
}
