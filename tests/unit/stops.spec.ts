import { expect, test } from '@playwright/test';
import { stoppedOf } from '@/lib/client/status';
import { heldBy, tellsOfStop } from '@/lib/client/stops';
import type { StudioStatus } from '@/lib/schema/status';
import { task as made } from './pictures';

const task = (over: Parameters<typeof made>[1]) => made({ operation: 'generate', prompt: 'a', count: 1 }, over);
const auth = { code: 'provider_auth', message: 'The key was refused.' } as const;
const waits = task({ status: 'queued' });
const held = task({ status: 'queued', error: auth });

test('a queued task is held by what stopped its connection, and by nothing else', () => {
  expect(heldBy(held)).toBe('key');
  expect(heldBy(task({ status: 'queued', error: { ...auth, code: 'provider_payment' } }))).toBe('credit');
  expect(heldBy(task({ status: 'queued', error: { ...auth, code: 'unknown_outcome' } }))).toBe('unclear');
  expect(heldBy(task({ status: 'queued', error: { ...auth, code: 'unavailable' } }))).toBeNull();
  expect(heldBy(task({ status: 'failed', error: auth }))).toBeNull();
  expect(heldBy(waits)).toBeNull();
});

test('the feed tells of a stop by what is held, what goes on and what was refused, and never by the sandbox', () => {
  expect(tellsOfStop({ task: held, before: waits })).toBe(true);
  expect(tellsOfStop({ task: held, before: null })).toBe(true);
  expect(tellsOfStop({ task: waits, before: held })).toBe(true);
  expect(tellsOfStop({ task: task({ status: 'sending' }), before: held })).toBe(true);
  const failed = task({ status: 'failed', error: auth });
  expect(tellsOfStop({ task: failed, before: waits })).toBe(true);
  expect(tellsOfStop({ task: failed, before: failed })).toBe(false);
  expect(tellsOfStop({ task: task({ status: 'failed', error: { ...auth, code: 'rejected' } }), before: waits })).toBe(false);
  expect(tellsOfStop({ task: { ...failed, sandbox: true }, before: waits })).toBe(false);
});

test('of several stopped connections the one that waits for a person is told of, and none that is off', () => {
  const one = { id: 'a', label: 'A', state: 'ready', trouble: null, openTasks: 0, waitingTasks: 0 } as const;
  const at = '2026-11-21T10:00:00.000Z';
  const pause = { ...one, id: 'b', stopped: { error: auth, at, until: at } };
  const stop = { ...one, id: 'c', stopped: { error: auth, at, until: null } };
  const of = (connections: StudioStatus['connections']) => stoppedOf({ connections } as StudioStatus)?.id;
  expect(of([{ ...one, stopped: null }])).toBeUndefined();
  expect(of([{ ...one, stopped: null }, pause, stop])).toBe('c');
  expect(of([pause, { ...stop, state: 'off' }])).toBe('b');
});
