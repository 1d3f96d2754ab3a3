import { stopCauseOf } from '@/lib/client/stops';
import type { ConnectionEntry, ConnectionStop, Report } from '@/lib/schema/connection';

export type Dot = 'good' | 'doubt' | 'bad' | 'off';
export type Standing = 'credit' | 'paused' | 'ready' | 'limits' | 'refused' | 'unreachable' | 'unverified' | 'locked' | 'off';

export const dots: Record<Standing, Dot> = {
  ready: 'good',
  limits: 'doubt',
  unverified: 'doubt',
  refused: 'bad',
  credit: 'bad',
  paused: 'doubt',
  unreachable: 'bad',
  locked: 'bad',
  off: 'off',
};

const stops = { key: 'refused', credit: 'credit', unclear: 'paused' } as const satisfies Record<string, Standing>;

/** The word for a connection that sends nothing at present. */
export const stoppedWord = ({ error }: ConnectionStop): Standing => stops[stopCauseOf(error.code)];

/** How a connection stands, in one word, by its state, by what stopped it and by what the doctor last said of it. */
export function standingOf(
  { state, missing, stopped }: ConnectionEntry,
  report: Report | null,
): { word: Standing; dot: Dot } {
  const runs = state !== 'off' && state !== 'locked';
  const word = stopped && runs ? stoppedWord(stopped) : wordOf(state, missing.length, report);
  return { word, dot: dots[word] };
}

function wordOf(state: ConnectionEntry['state'], missing: number, report: Report | null): Standing {
  if (state === 'off' || state === 'locked') return state;
  if (report?.reachable.ok === false) return 'unreachable';
  if (report?.key.ok === false) return 'refused';
  if (state === 'unverified') return state;
  return missing > 0 ? 'limits' : 'ready';
}

/** The variables that connections from the environment come from. */
export const variableOf = ({ dialect }: ConnectionEntry): string =>
  dialect === 'replicate' ? 'REPLICATE_API_TOKEN' : 'IDEOGRAM_API_KEY';
