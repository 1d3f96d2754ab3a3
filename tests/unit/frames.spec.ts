import { expect, test } from '@playwright/test';
import { framesOf, isStop, sheetOf } from '@/components/gallery/frames';
import { actsOf, cardOf, causeOf, detailActsOf } from '@/components/gallery/outcomes';
import { findSpot, keyAt, step, type Direction, type Layout } from '@/components/gallery/steps';
import { layoutRows, measureFor } from '@/lib/client/rows';
import { errorCodes, type ErrorCode } from '@/lib/schema/error';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';
import type { Task } from '@/lib/schema/task';

const made = '2026-11-22T12:00:00.000Z';

function image(index: number, more: Partial<Image> = {}): Image {
  return {
    id: `i${index}`, taskId: 't', index, parentId: null, operation: 'generate', connection: 'c', model: 'm', sandbox: false,
    name: null, prompt: 'a heron', usedPrompt: null, style: null, seed: 1, width: 1024, height: 768, type: 'image/png',
    bytes: 9, color: '#223640', placeholder: '', favourite: false, deletedAt: null, createdAt: made, ...more,
  };
}

function task(more: Partial<Task> = {}): Task {
  return {
    id: 't', operation: 'generate', connection: 'c', model: 'm', status: 'queued',
    input: { operation: 'generate', prompt: 'a heron', count: 3 }, progress: null, position: 1, startsIn: null, width: 1024, height: 768,
    error: null, text: null, images: [], missing: [], expected: { usdMicros: null, basis: 'unknown' }, usdMicros: null, charge: 'none', sandbox: false, parentImageId: null,
    retryOf: null, hidden: false, settled: false, checkable: false, person: null, createdAt: made, startedAt: null, answeredAt: null, finishedAt: null, revision: 1, ...more,
  };
}

const run = (more: Partial<Task>, images: Image[] = []): Run => ({ id: 't', task: task({ ...more, images }), images });
const kinds = (of: Run): string[] => framesOf(of).map((frame) => frame.kind);

test('an open task has a frame for every picture asked, in its final shape, and one that speaks', () => {
  const frames = framesOf(run({}));
  expect(frames.map((frame) => frame.ratio)).toEqual([4 / 3, 4 / 3, 4 / 3]);
  expect(frames.map(isStop)).toEqual([true, false, false]);
});

test('a frame keeps its key and its shape when its picture comes', () => {
  const before = framesOf(run({ status: 'running' }));
  const saving = framesOf(run({ status: 'saving' }, [image(1, { width: 1030, height: 768 })]));
  expect(saving.map((frame) => frame.key)).toEqual(before.map((frame) => frame.key));
  expect(saving.map((frame) => frame.ratio)).toEqual(before.map((frame) => frame.ratio));
  expect(saving.map((frame) => frame.kind)).toEqual(['task', 'picture', 'task']);
  expect(saving.map(isStop)).toEqual([true, true, false]);
});

test('a picture of another shape than asked keeps its own', () => {
  const [frame] = framesOf(run({ status: 'succeeded' }, [image(0, { width: 768, height: 1024 })]));
  expect(frame?.ratio).toBe(0.75);
});

test('what is missing keeps its place, and one frame a reason speaks', () => {
  const missing = ([1, 2] as const).map((index) => ({ index, reason: 'withheld' as const, message: 'kept back' }));
  const partial = run({ status: 'partial', missing }, [image(0)]);
  expect(kinds(partial)).toEqual(['picture', 'missing', 'missing']);
  expect(framesOf(partial).map(isStop)).toEqual([true, true, false]);
});

test('an ended task without pictures is one card over all its frames', () => {
  for (const status of ['failed', 'unknown', 'canceled'] as const) expect(kinds(run({ status }))).toEqual(['task', 'task', 'task']);
  const lost = ([0, 1, 2] as const).map((index) => ({ index, reason: 'lost' as const, message: 'gone' }));
  expect(kinds(run({ status: 'failed', missing: lost }))).toEqual(['task', 'task', 'task']);
});

test('a picture in the trash leaves no frame behind', () => {
  expect(kinds(run({ status: 'succeeded' }, [image(0), image(2)]))).toEqual(['picture', 'picture']);
});

test('the first thing a card offers never buys a second time', () => {
  const codes = Object.keys(errorCodes) as ErrorCode[];
  for (const code of codes) {
    for (const charge of ['none', 'estimated', 'billed', 'withheld', 'unknown'] as const) {
      for (const status of ['failed', 'unknown'] as const) {
        const ended = task({ status, charge, error: { code, message: 'x' } });
        const kind = cardOf(ended);
        expect(kind).not.toBeNull();
        if (kind === null) continue;
        const safe = status === 'unknown' ? ['keep'] : charge === 'none' ? ['edit', 'retry'] : ['details'];
        expect(safe).toContain(actsOf(ended, kind)[0]);
        expect(safe.concat('edit')).toContain(detailActsOf(ended)[0]);
        expect(causeOf(code).word).toBeTruthy();
      }
    }
  }
});

test('an unclear end is asked after where it can be, kept, and once kept it is a quiet sheet with every way left', () => {
  const unclear = task({ status: 'unknown', charge: 'unknown', error: { code: 'unknown_outcome', message: 'x' } });
  expect(actsOf(unclear, 'unknown')).toEqual(['keep', 'again', 'details']);
  expect(actsOf({ ...unclear, checkable: true }, 'unknown')).toEqual(['check', 'keep', 'again', 'details']);
  const kept = { ...unclear, settled: true };
  expect(cardOf(kept)).toBeNull();
  expect(detailActsOf(kept)).toEqual(['edit', 'again']);
  expect(detailActsOf({ ...kept, charge: 'billed' })).toEqual(['keep', 'edit', 'again']);
});

test('what its connection holds back says so, and leads there', () => {
  for (const code of ['provider_auth', 'provider_payment', 'unknown_outcome'] as const) {
    const held = task({ error: { code, message: 'x' } });
    expect(cardOf(held)).toBe('stopped');
    expect(actsOf(held, 'stopped')).toEqual(['connection', 'details']);
  }
  expect(cardOf(task({ error: { code: 'rate_limited', message: 'x' } }))).toBeNull();
});

test('a picture that waits for room on the disk is neither failed nor forgotten', () => {
  expect(cardOf(task({ status: 'saving', error: { code: 'unavailable', message: 'full' } }))).toBe('noRoom');
  expect(cardOf(task({ status: 'saving' }))).toBeNull();
});

function layout(): Layout {
  const sheets = Array.from({ length: 24 }, (_, index) =>
    sheetOf({ id: `r${index}`, task: null, images: Array.from({ length: 1 + (index % 3) }, (_, at) => image(at, { id: `r${index}i${at}` })) }),
  );
  const shapes = sheets.map((sheet) => sheet.shape);
  const measure = measureFor(1440, 1392);
  return { sheets, shapes, measure, rows: layoutRows(shapes, measure) };
}

function walk(from: string, ...directions: Direction[]): string | null {
  const whole = layout();
  let spot = findSpot(whole, from);
  for (const direction of directions) spot = spot && step(whole, spot, direction);
  return spot && keyAt(whole, spot);
}

test('arrows walk through every picture in order and stop at the ends', () => {
  expect(walk('r0:0', 'right')).toBe('r1:0');
  expect(walk('r1:0', 'right')).toBe('r1:1');
  expect(walk('r2:0', 'left')).toBe('r1:1');
  expect(walk('r0:0', 'left')).toBeNull();
  expect(walk('r5:0', 'first')).toBe('r0:0');
  expect(walk('r5:0', 'last')).toBe('r23:2');
});

test('down and up come back to the same picture, whatever the shapes between', () => {
  for (const from of ['r0:0', 'r1:1', 'r3:0']) {
    expect(walk(from, 'down', 'down', 'up', 'up')).toBe(from);
    expect(walk(from, 'down')).not.toBe(from);
  }
  expect(walk('r0:0', 'up')).toBeNull();
});
