import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Evidence } from '@/lib/schema/task';
import { log } from '@/lib/server/log';
import type { Context, Provider } from '@/lib/server/providers/provider';
import { singleton } from '@/lib/server/singleton';
import { ageOf } from './age';
import { pollWait } from './backoff';
import { contextFor } from './context';
import { faultOf } from './fault';
import type { Held, Shop } from './hold';
import { learnRefusal, refusalOf } from './learn';
import { endOf, judgePoll, unclear, type Ending } from './outcome';
import { silence, type Speaker } from './speaker';
import { take } from './step';

const onePollMs = 30_000;
const unaskedWaitMs = 10_000;
/** A result link lives for a day (shared/upstream/ideogram.md 2.4). */
const unaskedMs = 24 * 3_600_000;

/** How often in a row a provider said that it knows no such task; forgotten at a restart, which only asks once more. */
const goneTimes = (): Map<string, number> => singleton('tasks.gone', () => new Map());

/** Asks once after a running task. Asking is free, so every fault but the vendor's own no is asked again, until the deadline. */
export async function pollTask(shop: Shop, held: Held): Promise<void> {
  const { id, handle } = held.row;
  const startedAt = held.row.startedAt ?? Date.now();
  const speaker = shop.findSpeaker(held.row);
  // Counted from the worker's start too: after a long stop nothing is given up before it was asked after.
  const age = ageOf(id, startedAt);
  const waited = Math.min(age, performance.now() - shop.since);
  const late = waited > shop.runDeadlineMs;
  if (!speaker?.provider.poll || handle === null) return wait(held, silence(held.row), waited, age);
  const refused = await refusalOf(shop.db, speaker.connection);
  if (refused) return wait(held, refused.message, waited, age);
  if (held.row.error !== null) await held.insist({ error: null });
  const { context, evidence } = contextFor(shop.db, speaker, onePollMs);
  if (held.row.cancelRequested && (await stopped(held, speaker.provider, context))) return;
  const step = await speaker.provider.poll(handle, context).catch((cause: unknown) => judged(shop, held, speaker, cause));
  if ('state' in step) {
    goneTimes().delete(id);
    if (step.state !== 'running' || !late) return take(shop, held, step);
  } else if (step.next === 'end') return end(held, step, evidence);
  else if (!late) return held.release(Date.now() + pollWait(age, step.welcomeInMs));
  await end(held, unclear('The provider did not finish in time. It may still run and be charged.'), evidence);
}

/**
 * Nobody can be asked, or is with a key that is refused: the task is kept and says what a person has to do, for as long
 * as a provider may keep what was made. Given up before, what was paid for could not be fetched when the connection is
 * there again.
 */
async function wait(held: Held, why: string, waited: number, age: number): Promise<void> {
  if (waited > unaskedMs) return end(held, unclear(`${why} It may have run and been charged.`));
  const message = `${why} The provider has this task; it is asked after again once that is mended.`;
  if (held.row.error?.message !== message) await held.insist({ error: { code: 'unavailable', message } });
  await held.release(Date.now() + Math.min(unaskedWaitMs, pollWait(age)));
}

/** What a failed poll means for the task. */
async function judged(
  shop: Shop,
  held: Held,
  speaker: Speaker,
  cause: unknown,
): Promise<ReturnType<typeof judgePoll>> {
  const { id, connection } = held.row;
  const gone = isNotFound(cause) ? (goneTimes().get(id) ?? 0) + 1 : 0;
  if (gone > 0) goneTimes().set(id, gone);
  else goneTimes().delete(id);
  log().warn({ task: id, connection, ...faultOf(cause) }, 'poll failed');
  if (cause instanceof AppError && cause.code === 'provider_auth') await learnRefusal(shop, speaker, cause);
  return judgePoll(cause, gone);
}

/** Asks the vendor to stop, as a person wished; true when it confirmed and the task has ended with that. */
async function stopped(held: Held, { cancel }: Provider, context: Context): Promise<boolean> {
  const { id, handle, sandbox } = held.row;
  if (!cancel || handle === null) return false;
  const confirmed = await cancel(handle, context).catch((err: unknown) => {
    log().warn({ task: id, ...faultOf(err) }, 'the provider did not cancel');
    return false;
  });
  if (!confirmed) return false;
  await held.insist({
    status: 'canceled',
    charge: sandbox ? 'none' : 'unknown',
    ...(sandbox && { usdMicros: 0 }),
    progress: null,
    finishedAt: Date.now(),
  });
  return true;
}

const isNotFound = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'not_found';

async function end(held: Held, verdict: Ending, evidence?: () => Evidence | null): Promise<void> {
  goneTimes().delete(held.row.id);
  await held.insist(endOf(verdict, held.row, evidence));
}
