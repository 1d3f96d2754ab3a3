import { expect, test } from '@playwright/test';
import { AppError } from '../../lib/schema/error';
import { capability, type Model } from '../../lib/schema/model';
import type { Context, Json, Provider } from '../../lib/server/providers/provider';
import { together } from '../../lib/server/providers/together';

const card = (id: string): Model => ({
  id,
  label: id,
  short: id,
  operations: { generate: capability.parse({ prompt: 'required' }) },
});

const heard: Json[] = [];

/** A part that answers later and tells what it was given. */
const later = (name: string, ...models: Model[]): Provider => ({
  label: name,
  models,
  start: {
    generate: async ({ prompt }, model, context) => {
      heard.push([name, prompt, model.id, (await context.made('i'))?.handle ?? null]);
      return { state: 'running', handle: { of: name }, progress: 0 };
    },
  },
  poll: async (handle) => {
    heard.push([name, handle]);
    return { state: 'running', handle, progress: 50 };
  },
  quote: async () => 30_000,
});

const atOnce = (name: string, ...models: Model[]): Provider => ({
  label: name,
  models,
  start: { generate: async () => ({ state: 'done', outputs: [], text: name }) },
});

const context = (handle: Json | null = null): Context =>
  ({ made: async () => ({ handle, ref: null }) }) as unknown as Context;

const whole = together('Whole', {
  new: later('new', card('a'), card('shared')),
  old: atOnce('old', card('shared'), card('b')),
});
const model = (id: string): Model => whole.models.find((entry) => entry.id === id) ?? card(id);
const ask = (id: string, given: Context = context()) =>
  whole.start.generate?.({ prompt: 'p', count: 1 }, model(id), given);

test.beforeEach(() => void heard.splice(0));

test('the models stand in the order of the parts, each once', () => {
  expect(whole.models.map(({ id }) => id)).toEqual(['a', 'shared', 'b']);
});

test('a model is its part’s, and its handle comes back to that part alone', async () => {
  const step = await ask('a');
  expect(step).toEqual({ state: 'running', handle: { part: 'new', handle: { of: 'new' } }, progress: 0 });
  if (step?.state !== 'running') throw new Error('it did not run');
  expect(await whole.poll?.(step.handle, context())).toEqual({ ...step, progress: 50 });
  expect(heard).toEqual([['new', 'p', 'a', null], ['new', { of: 'new' }]]);
  expect(await ask('b')).toEqual({ state: 'done', outputs: [], text: 'old' });
  expect((await ask('shared'))?.state).toBe('running');
});

test('a part sees its own handle of an earlier picture', async () => {
  await ask('a', context({ part: 'new', handle: 'h-1' }));
  expect(heard).toEqual([['new', 'p', 'a', 'h-1']]);
});

test('a price is asked of the part that has the model', async () => {
  const operation = { operation: 'generate', prompt: 'p', count: 1 } as const;
  expect(await whole.quote?.(operation, model('a'), context())).toBe(30_000);
  expect(await whole.quote?.(operation, model('b'), context())).toBeNull();
});

test('what no part can do is refused before anything is sent, and a lost part leaves the outcome open', async () => {
  await expect(ask('nobody')).rejects.toMatchObject({ code: 'unsupported' });
  const gone = whole.poll?.({ part: 'gone', handle: 1 }, context());
  await expect(gone).rejects.toBeInstanceOf(AppError);
  await expect(gone).rejects.toMatchObject({ code: 'unknown_outcome' });
});
