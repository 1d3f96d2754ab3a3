import type { Run } from '@/lib/schema/run';

/**
 * What the tasks made on a day came to, in micro-dollars, from the runs at hand. `whole` false: there may be more of
 * that day than these runs, so it is at least that.
 */
export function spentOn(
  day: Date,
  runs: readonly Run[],
  hasMore: boolean,
): { usdMicros: number; whole: boolean } {
  const name = day.toDateString();
  const ofDay = (iso: string | undefined) => iso !== undefined && new Date(iso).toDateString() === name;
  let usdMicros = 0;
  for (const { task } of runs) {
    if (task && task.charge !== 'none' && ofDay(task.createdAt)) usdMicros += task.usdMicros ?? 0;
  }
  const last = runs.at(-1);
  return { usdMicros, whole: !hasMore || !ofDay(last?.task?.createdAt ?? last?.images[0]?.createdAt) };
}
