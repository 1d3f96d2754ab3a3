import type { ConnectionEntry, Report } from '@/lib/schema/connection';

export type Dot = 'good' | 'doubt' | 'bad' | 'off';
export type Standing = 'ready' | 'limits' | 'refused' | 'unreachable' | 'unverified' | 'locked' | 'off';

const dots: Record<Standing, Dot> = {
  ready: 'good',
  limits: 'doubt',
  unverified: 'doubt',
  refused: 'bad',
  unreachable: 'bad',
  locked: 'bad',
  off: 'off',
};

/** How a connection stands, in one word, by its state and by what the doctor last said of it. */
export function standingOf({ state, missing }: ConnectionEntry, report: Report | null): { word: Standing; dot: Dot } {
  const word = wordOf(state, missing.length, report);
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
