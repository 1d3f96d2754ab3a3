import 'server-only';
import { log } from '@/lib/server/log';
import type { Context, Provider } from '@/lib/server/providers/provider';
import { singleton } from '@/lib/server/singleton';
import { pollWait } from './backoff';
import { contextFor } from './context';
import type { Held, Shop } from './hold';
import { judgePoll, unclear, type Verdict } from './outcome';
import { take } from './step';

const onePollMs = 30_000;

/** How often in a row a provider said that it knows no such task; forgotten at a restart, which only asks once more. */
const goneTimes = (): Map<string, number> => singleton('tasks.gone', () => new Map());

/** Asks once after a running task. Asking is free, so every fault but the vendor's own no is asked again, until the deadline. */
export async function pollTask(shop: Shop, held: Held): Promise<void> {
  const { id, handle } = held.row;
  const now = Date.now();
  const startedAt = held.row.startedAt ?? now;
  const speaker = shop.findSpeaker(held.row);
  const late = now - startedAt > shop.runDeadlineMs;
  if (!speaker?.provider.poll || handle === null) {
    if (late) await end(held, unclear('The connection that was asked is no longer set up. It may have run and been charged.'));
    else await held.release(now + pollWait(now - startedAt));
    return;
  }
  const { context } = contextFor(shop.db, speaker.connection, onePollMs);
  if (held.row.cancelRequested && (await stopped(held, speaker.provider, context))) return;
  try {
    const step = await speaker.provider.poll(handle, context);
    goneTimes().delete(id);
    if (step.state === 'done' || !late) return await take(shop, held, step);
  } catch (cause) {
    const gone = isNotFound(cause) ? (goneTimes().get(id) ?? 0) + 1 : 0;
    goneTimes().set(id, gone);
    const verdict = judgePoll(cause, gone);
    log().warn({ task: id, connection: held.row.connection, err: cause }, 'poll failed');
    if (verdict !== 'keep polling') return await end(held, verdict);
    if (!late) return await held.release(Date.now() + pollWait(now - startedAt));
  }
  await end(held, unclear('The provider did not finish in time. It may still run and be charged.'));
}

/** Asks the vendor to stop, as a person wished; true when it confirmed and the task has ended with that. */
async function stopped(held: Held, { cancel }: Provider, context: Context): Promise<boolean> {
  const { id, handle, sandbox } = held.row;
  if (!cancel || handle === null) return false;
  const confirmed = await cancel(handle, context).catch((err: unknown) => {
    log().warn({ task: id, err }, 'the provider did not cancel');
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

async function end(held: Held, verdict: Verdict): Promise<void> {
  if (verdict.next !== 'end') return;
  goneTimes().delete(held.row.id);
  await held.insist({
    status: verdict.status,
    charge: verdict.charge,
    ...(verdict.charge === 'none' && { usdMicros: 0 }),
    error: verdict.error,
    progress: null,
    finishedAt: Date.now(),
  });
}
