import 'server-only';
import { AppError, type ErrorCode } from '@/lib/schema/error';
import type { TaskError } from '@/lib/schema/error-body';
import type { Charge, Evidence, TaskStatus } from '@/lib/schema/task';
import { ownFault } from '@/lib/server/own-faults';
import type { Step } from '@/lib/server/providers/provider';
import type { TaskPatch } from '@/lib/server/store/claims';
import type { TaskRow } from '@/lib/server/store/tasks';
import { backoff, toldPollWait, toldWait } from './backoff';

/** What becomes of a task after a call that did not succeed. */
export type Ending = {
  next: 'end';
  status: Extract<TaskStatus, 'failed' | 'canceled' | 'unknown'>;
  charge: Extract<Charge, 'none' | 'billed' | 'unknown'>;
  error: TaskError;
};
export type Verdict = Ending | { next: 'again'; waitMs: number; error: TaskError };

/** Codes that prove that nothing ran (the docstring of Provider in providers/provider.ts). */
const notRun = new Set<ErrorCode>([
  'rejected', 'invalid_input', 'unsupported', 'not_found', 'too_large', 'provider_auth', 'provider_payment',
]);

const longestWaitMs = 30_000;
const mostRefusedSends = 5;
const mostUnopenedSends = 3;
const longestBusyMs = 10 * 60_000;

const told = ({ code, message, fields }: AppError): TaskError => ({
  code,
  message,
  ...(fields && { fields }),
});
const notCharged = (error: TaskError): Ending => ({ next: 'end', status: 'failed', charge: 'none', error });

/** What to do after `start` threw. `sends` counts this one; `startedAt` is when the first began; `tried`: it asked to send. */
export function judgeStart(
  cause: unknown,
  tried: boolean,
  sends: number,
  startedAt: number,
  now: number,
): Verdict {
  const error = cause instanceof AppError ? cause : null;
  if (error && notRun.has(error.code)) return notCharged(told(error));
  if (error?.code === 'rate_limited') return judgeBusy(error, sends, startedAt, now);
  if (error?.code === 'provider_unreachable') {
    // Our own machine could not open a connection: the upstream is not to blame, and it is tried until it can.
    const own = ownFault(error);
    if (!own && sends >= mostUnopenedSends) return notCharged(told(error));
    const why = own ? { ...own, message: `${own.message} Nothing was sent.` } : told(error);
    return { next: 'again', waitMs: backoff(sends, longestWaitMs), error: why };
  }
  if (!tried)
    return notCharged({ code: 'internal', message: 'Something went wrong in Atelier. Nothing was sent.' });
  return unclear(
    error?.message ?? 'The answer could not be read. The request may have run and been charged.',
  );
}

function judgeBusy(error: AppError, sends: number, startedAt: number, now: number): Verdict {
  const asked = toldWait(error.retryAfter);
  const waitMs = asked === null ? backoff(sends, longestWaitMs) : Math.max(asked, 1000);
  const tooLong = asked === null && now + waitMs - startedAt > longestBusyMs;
  if (sends >= mostRefusedSends || tooLong) return notCharged(told(error));
  return { next: 'again', waitMs, error: told(error) };
}

/** The end of a task of which nobody can say whether it ran; it is never asked again by itself. */
export const unclear = (message: string): Ending => ({
  next: 'end',
  status: 'unknown',
  charge: 'unknown',
  error: { code: 'unknown_outcome', message },
});

/** The end that the vendor told. What a person asked to stop has stopped, whatever the vendor calls that. */
export function endTold(
  { as, charge, error }: Extract<Step, { state: 'ended' }>,
  { cancelRequested }: Pick<TaskRow, 'cancelRequested'>,
): Ending {
  const stopped = cancelRequested && charge === 'none';
  return { next: 'end', status: stopped ? 'canceled' : as, charge, error: told(error) };
}

/** An unclear end is looked after once what still runs there has had time to end. */
const firstLookMs = 30_000;

/** The verdict as the row's last state; the sandbox never charges. An unclear one keeps its evidence. */
export function endOf(
  verdict: Ending,
  row: Pick<TaskRow, 'sandbox'>,
  evidence: () => Evidence | null = () => null,
): TaskPatch {
  const charge = row.sandbox ? 'none' : verdict.charge;
  return {
    status: verdict.status,
    charge,
    ...(charge === 'none' && { usdMicros: 0 }),
    error: verdict.error,
    ...(verdict.status === 'unknown' && { evidence: evidence(), runAt: Date.now() + firstLookMs }),
    progress: null,
    finishedAt: Date.now(),
  };
}

const mostGone = 3;

/**
 * What to do after `poll` threw: a refused question is no word about the task, whatever it was refused for, so it is asked
 * again until the deadline, not before `welcomeInMs`. Only that the task is not known there, several times in a row, ends it.
 */
export function judgePoll(cause: unknown, gone: number): Ending | { next: 'poll'; welcomeInMs: number } {
  if (!(cause instanceof AppError)) return { next: 'poll', welcomeInMs: 0 };
  if (cause.code === 'not_found' && gone >= mostGone) {
    return unclear('The provider no longer knows this task. It may have run and been charged.');
  }
  return { next: 'poll', welcomeInMs: toldPollWait(cause.retryAfter) };
}
