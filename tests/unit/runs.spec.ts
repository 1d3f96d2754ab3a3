import { expect, test } from '@playwright/test';
import { followChanges } from '@/lib/client/changes';
import * as pages from '@/lib/client/run-pages';
import { createSelection } from '@/lib/client/selection';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';
import type { Task } from '@/lib/schema/task';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();

function image(id: string, taskId: string | null, index = 0, more: Partial<Image> = {}): Image {
  return {
    id, taskId, index, parentId: null, operation: 'generate', connection: 'c', model: 'm', sandbox: false, name: null,
    prompt: 'a heron', usedPrompt: null, style: null, seed: 1, width: 1024, height: 1024, type: 'image/png', bytes: 9,
    color: '#223640', placeholder: '', favourite: false, deletedAt: null, createdAt: at(0), ...more,
  };
}

function task(id: string, minute: number, more: Partial<Task> = {}): Task {
  return {
    id, operation: 'generate', connection: 'c', model: 'm', status: 'queued',
    input: { operation: 'generate', prompt: 'a heron', count: 2 }, progress: null, position: 1, startsIn: null, width: 1024, height: 1024,
    error: null, text: null, images: [], missing: [], expected: { usdMicros: null, basis: 'unknown' }, usdMicros: null, charge: 'none', sandbox: false, parentImageId: null,
    retryOf: null, hidden: false, settled: false, checkable: false, person: null, createdAt: at(minute), startedAt: null, answeredAt: null, finishedAt: null, revision: 1,
    ...more,
  };
}

const done = (id: string, minute: number): Run => {
  const images = [image(`${id}0`, id, 0), image(`${id}1`, id, 1)];
  return { id, task: task(id, minute, { status: 'succeeded', images, revision: 5 }), images };
};

const library = (): pages.RunPages => ({
  pages: [
    { runs: [done('d', 40), done('c', 30)], next: 'x', total: 10 },
    { runs: [done('b', 20), done('a', 10)], next: 'y' },
  ],
  pageParams: [null, 'x'],
});

const ids = (data: pages.RunPages): string[] => pages.runsOf(data).map((run) => run.id);

test('a new task stands on top, an older one at its date, one older than all loaded waits for its page', () => {
  expect(ids(pages.placeTask(library(), task('new', 50)))).toEqual(['new', 'd', 'c', 'b', 'a']);
  expect(ids(pages.placeTask(library(), task('between', 25)))).toEqual(['d', 'c', 'between', 'b', 'a']);
  expect(ids(pages.placeTask(library(), task('old', 5)))).toEqual(['d', 'c', 'b', 'a']);
  const last = library();
  last.pages = last.pages.map((page) => ({ ...page, next: null }));
  expect(ids(pages.placeTask(last, task('old', 5)))).toEqual(['d', 'c', 'b', 'a', 'old']);
});

test('a task takes its own place and brings its pictures, an older revision changes nothing', () => {
  const queued = pages.placeTask(library(), task('new', 50));
  const pictures = [image('n0', 'new', 0), image('n1', 'new', 1)];
  const ready = pages.placeTask(queued, task('new', 50, { status: 'succeeded', images: pictures, revision: 9 }));
  expect(ids(ready)).toEqual(['new', 'd', 'c', 'b', 'a']);
  expect(pages.runsOf(ready)[0]?.images).toEqual(pictures);
  expect(ready.pages[0]?.total).toBe(12);
  expect(pages.placeTask(ready, task('new', 50, { revision: 8 }))).toBe(ready);
});

test('a hidden task goes, and comes back where it stood', () => {
  const hidden = pages.placeTask(library(), task('c', 30, { hidden: true, revision: 6 }));
  expect(ids(hidden)).toEqual(['d', 'b', 'a']);
  expect(ids(pages.placeTask(hidden, task('c', 30, { revision: 7 })))).toEqual(['d', 'c', 'b', 'a']);
});

test('a run whose every picture is in the trash has no place', () => {
  const images = [image('c0', 'c', 0, { deletedAt: at(55) }), image('c1', 'c', 1, { deletedAt: at(55) })];
  const data = pages.placeTask(library(), task('c', 30, { status: 'succeeded', images, revision: 6 }));
  expect(ids(data)).toEqual(['d', 'b', 'a']);
});

test('removing and restoring pictures is exact, whole runs included', () => {
  const data = library();
  const gone = new Set(['c1', 'b0', 'b1']);
  const before = pages.runsWith(data, gone);
  const less = pages.removeImages(data, gone);
  expect(ids(less)).toEqual(['d', 'c', 'a']);
  expect(less.pages[0]?.total).toBe(7);
  expect(pages.restoreRuns(less, before, gone)).toEqual(data);
});

test('an edit keeps the identity of pages it does not touch', () => {
  const data = library();
  const edited = pages.replaceImage(data, image('a1', 'a', 1, { favourite: true }));
  expect(edited.pages[0]).toBe(data.pages[0]);
  expect(pages.runsOf(edited).at(-1)?.images[1]?.favourite).toBe(true);
  expect(pages.replaceImage(data, image('nowhere', null))).toBe(data);
});

test('a run that two pages name is shown once', () => {
  const data = library();
  data.pages.push({ runs: [done('a', 10)], next: null });
  expect(ids(data)).toEqual(['d', 'c', 'b', 'a']);
});

test('a selection toggles, takes ranges either way and forgets what is gone', () => {
  const selection = createSelection();
  const order = ['a', 'b', 'c', 'd', 'e'];
  let heard = 0;
  selection.subscribe(() => (heard += 1));
  selection.toggle('d');
  selection.range('b', order);
  expect([...selection.ids()].toSorted()).toEqual(['b', 'c', 'd']);
  selection.range('e', order);
  expect(selection.ids().size).toBe(4);
  selection.remove(['c']);
  expect(selection.ids().has('c')).toBe(false);
  selection.clear();
  selection.clear();
  expect(heard).toBe(5);
});

test('the feed asks from the newest revision it has seen and goes on after a fault', async () => {
  Object.assign(globalThis, { document: new EventTarget(), window: new EventTarget() });
  const stop = new AbortController();
  const asked: number[] = [];
  const applied: string[] = [];
  await followChanges({
    since: 3,
    signal: stop.signal,
    read: (since) => {
      asked.push(since);
      if (asked.length === 2) return Promise.reject(new TypeError('the line broke'));
      if (asked.length === 4) stop.abort();
      return Promise.resolve({ tasks: asked.length === 1 ? [task('new', 50)] : [], revision: 3 + asked.length });
    },
    apply: (tasks) => applied.push(...tasks.map(({ id }) => id)),
  });
  expect(asked).toEqual([3, 4, 4, 6]);
  expect(applied).toEqual(['new']);
});
