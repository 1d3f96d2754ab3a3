import type { Face } from './face';
import type { Field } from './field';

/** One row of the matrix (quality/reliability.md b4), played against one provider. */
export type Row = {
  id: string;
  title: string;
  /** Repetitions of a release; the everyday run takes a cut. */
  full: number;
  /** Why the row means nothing for this provider; null when it does. */
  not?: (face: Face) => string | null;
  /** Plays it `n` times, expects the row's figures, and returns them in words. */
  play: (field: Field, n: number) => Promise<string>;
};

export const noTask = ({ polls }: Face): string | null =>
  polls === null ? 'answers at once: there is no task to ask after' : null;

/** `a`, `b`, `a`, …: faults of one row dealt out over its tasks. */
export const dealt = <T>(all: readonly [T, ...T[]], intent: string): T =>
  all[Number(intent.split('-')[1]) % all.length] ?? all[0];
