import type { InfiniteData } from '@tanstack/react-query';
import type { Image } from '@/lib/schema/image';
import type { Run, RunPage } from '@/lib/schema/run';
import type { Task } from '@/lib/schema/task';

/** What the cache holds of one gallery list: pages in order, each under the cursor that fetched it. */
export type RunPages = InfiniteData<RunPage, unknown>;

/** All loaded runs, newest first, each once. */
export function runsOf(data: RunPages | undefined): Run[] {
  const seen = new Set<string>();
  const runs: Run[] = [];
  for (const page of data?.pages ?? []) {
    for (const run of page.runs) {
      if (seen.has(run.id)) continue;
      seen.add(run.id);
      runs.push(run);
    }
  }
  return runs;
}

/** When a run came to be; a filtered run has no task and goes by its first picture. */
export const madeAt = (run: Run): string => run.task?.createdAt ?? run.images[0]?.createdAt ?? '';

/** A run as it stands in the gallery; null when it was put away or everything it made is in the trash. */
function runOfTask(task: Task): Run | null {
  if (task.hidden) return null;
  const images = task.images.filter((image) => image.deletedAt === null);
  const made = task.status === 'succeeded' || task.status === 'partial';
  const emptied = made && images.length === 0 && task.missing.length === 0 && task.text === null;
  return emptied ? null : { id: task.id, task, images };
}

/** Writes one task into the library: in its place when it is loaded, at its date when it is new. */
export function placeTask(data: RunPages, task: Task): RunPages {
  const known = findRun(data, (run) => run.task?.id === task.id);
  if (known?.task && known.task.revision > task.revision) return data;
  const run = runOfTask(task);
  if (known === null) return run === null ? data : insertRun(data, run);
  if (run === null) return mapRuns(data, (other) => (other.task?.id === task.id ? null : other));
  return mapRuns(data, (other) => (other.task?.id === task.id ? { ...run, id: other.id } : other));
}

/**
 * Puts a run at its date. One older than everything loaded is left out while more pages are to come: its own page
 * will bring it.
 */
export function insertRun(data: RunPages, run: Run): RunPages {
  const at = madeAt(run);
  const pages = data.pages.map((page) => ({ ...page }));
  const page = pages.find((candidate) => candidate.runs.some((other) => madeAt(other) <= at)) ?? pages.at(-1);
  if (page === undefined) return data;
  const index = page.runs.findIndex((other) => madeAt(other) <= at);
  if (index === -1 && page.next !== null) return data;
  const place = index === -1 ? page.runs.length : index;
  page.runs = [...page.runs.slice(0, place), run, ...page.runs.slice(place)];
  return counted({ ...data, pages }, run.images.length);
}

/** Exchanges one picture wherever it stands. */
export function replaceImage(data: RunPages, image: Image): RunPages {
  return mapRuns(data, (run) =>
    run.images.some((other) => other.id === image.id)
      ? { ...run, images: run.images.map((other) => (other.id === image.id ? image : other)) }
      : run,
  );
}

/** Takes pictures out; a run that loses its last one goes too. */
export function removeImages(data: RunPages, ids: ReadonlySet<string>): RunPages {
  return mapRuns(data, (run) => {
    if (!run.images.some((image) => ids.has(image.id))) return run;
    const images = run.images.filter((image) => !ids.has(image.id));
    return images.length === 0 ? null : { ...run, images };
  });
}

/** Puts pictures back that removeImages took: `runs` are the runs as they were before. */
export function restoreRuns(data: RunPages, runs: readonly Run[], ids: ReadonlySet<string>): RunPages {
  let restored = data;
  for (const before of runs) {
    const images = before.images.filter((image) => ids.has(image.id));
    const present = findRun(restored, (run) => run.id === before.id);
    if (present === null) {
      restored = insertRun(restored, { ...before, images });
      continue;
    }
    const kept = present.images.filter((image) => !ids.has(image.id));
    const whole = [...kept, ...images].toSorted((one, other) => one.index - other.index);
    restored = mapRuns(restored, (run) => (run.id === before.id ? { ...run, images: whole } : run));
  }
  return restored;
}

/** The runs that hold any of these pictures. */
export const runsWith = (data: RunPages, ids: ReadonlySet<string>): Run[] =>
  runsOf(data).filter((run) => run.images.some((image) => ids.has(image.id)));

function findRun(data: RunPages, wanted: (run: Run) => boolean): Run | null {
  for (const page of data.pages) {
    const run = page.runs.find(wanted);
    if (run !== undefined) return run;
  }
  return null;
}

/** Maps every run, null takes it out; pages without a change keep their identity, and the total follows. */
function mapRuns(data: RunPages, edit: (run: Run) => Run | null): RunPages {
  let difference = 0;
  let changed = false;
  const pages = data.pages.map((page) => {
    let touched = false;
    const runs: Run[] = [];
    for (const run of page.runs) {
      const edited = edit(run);
      if (edited !== run) {
        touched = true;
        difference += (edited?.images.length ?? 0) - run.images.length;
      }
      if (edited !== null) runs.push(edited);
    }
    changed ||= touched;
    return touched ? { ...page, runs } : page;
  });
  return changed ? counted({ ...data, pages }, difference) : data;
}

function counted(data: RunPages, difference: number): RunPages {
  const [first, ...rest] = data.pages;
  if (first?.total === undefined || difference === 0) return data;
  return { ...data, pages: [{ ...first, total: first.total + difference }, ...rest] };
}
