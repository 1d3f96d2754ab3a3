import 'server-only';
import { singleton } from '@/lib/server/singleton';

const places = 2;

/** Runs a piece of drawing when one of the two places is free: drawing takes a whole core for its time. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turns = singleton('sandbox.turns', () => ({ busy: 0, waiting: [] as (() => void)[] }));
  if (turns.busy >= places) await new Promise<void>((go) => turns.waiting.push(go));
  else turns.busy += 1;
  try {
    return await work();
  } finally {
    // The place is handed on, not freed, so nobody slips in before the one who waits.
    const next = turns.waiting.shift();
    if (next) next();
    else turns.busy -= 1;
  }
}
