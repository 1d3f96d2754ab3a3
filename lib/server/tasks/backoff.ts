import 'server-only';

/** Half of the wait is fixed, half is random, so that many clients spread out and none waits close to nothing. */
const equalJitter = (ms: number): number => Math.round(ms / 2 + (Math.random() * ms) / 2);

/** Milliseconds before try `tries + 1`: 1, 2, 4, 8 … seconds with equal jitter, at most `capMs`. */
export const backoff = (tries: number, capMs: number): number =>
  equalJitter(Math.min(capMs, 1000 * 2 ** Math.max(0, Math.min(tries, 20) - 1)));

const longestToldWait = 3600;
const longestSaneWait = 86_400;

/**
 * Milliseconds a `Retry-After` of so many seconds asks for, at most an hour; null when it was not told or makes no
 * sense (negative, more than a day, not a number).
 */
export function toldWait(seconds: number | undefined): number | null {
  if (seconds === undefined || !(seconds >= 0 && seconds <= longestSaneWait)) return null;
  return Math.min(seconds, longestToldWait) * 1000;
}

/**
 * Milliseconds until a running task is asked after again, by its age: one to ten seconds and up to two fifths more, so
 * that many spread out and none is asked after twice in a second.
 */
export const pollWait = (ageMs: number, welcomeInMs = 0): number =>
  Math.max(welcomeInMs, Math.min(10_000, Math.max(1000, ageMs / 10)) * (1 + Math.random() * 0.4));

const longestPollWaitMs = 60_000;

/** How long a refused question asks to be left alone, in milliseconds; at most a minute, because links die meanwhile. */
export const toldPollWait = (retryAfter: number | undefined): number =>
  Math.min(toldWait(retryAfter) ?? 0, longestPollWaitMs);
