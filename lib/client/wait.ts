/** A wait as a person is told of it: the coarser the longer. */
export type Wait = { unit: 'moment' } | { unit: 'seconds' | 'minutes' | 'hours'; count: number };

/** Seconds in steps of 5 up to 30 and of 10 up to a minute, then whole minutes, then hours. */
export function waitOf(seconds: number): Wait {
  if (seconds < 10) return { unit: 'moment' };
  const stepped = seconds < 30 ? Math.round(seconds / 5) * 5 : Math.round(seconds / 10) * 10;
  if (stepped < 60) return { unit: 'seconds', count: stepped };
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.round(minutes / 60) };
}

type Translate = (key: `wait.${Wait['unit']}`, values: { count: number }) => string;

/** The wait in words, such as "about 2 min"; `t` reads the messages under `common`. */
export function waitWords(seconds: number, t: Translate): string {
  const wait = waitOf(seconds);
  return t(`wait.${wait.unit}`, { count: wait.unit === 'moment' ? 0 : wait.count });
}
