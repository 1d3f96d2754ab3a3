import { serverAnswered, serverLost } from './server-state';

const longestPauseMs = 10_000;
const deadlineMs = 5_000;
let asking = false;

let hurry: (value?: unknown) => void = () => undefined;

/** Ends early when the machine has its network back, or when there is reason to ask now. */
const pause = (ms: number) =>
  new Promise((resolve) => {
    hurry = resolve;
    setTimeout(resolve, ms);
    window.addEventListener('online', resolve, { once: true });
  });

async function answers(): Promise<boolean> {
  try {
    await fetch('/api/health/live', { cache: 'no-store', signal: AbortSignal.timeout(deadlineMs) });
    return true;
  } catch {
    return false;
  }
}

/** After a call without an answer: is the server there? Asks at once, and if it is not, again until it is. */
export async function askAfterServer(): Promise<void> {
  if (asking) return;
  asking = true;
  let askedAt = Date.now();
  for (let wait = 1_000; !(await answers()); wait = Math.min(longestPauseMs, wait * 2)) {
    serverLost();
    await pause(wait);
    askedAt = Date.now();
  }
  serverAnswered(askedAt);
  asking = false;
}

/** A call made at `askedAt` (ms) was answered. One from before the line was lost is a reason to ask once more, at once. */
export function hearAnswer(askedAt: number): void {
  if (!serverAnswered(askedAt)) hurry();
}
