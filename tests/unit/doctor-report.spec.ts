import { expect, test } from '@playwright/test';
import { lifeOf, meaningOf, operationFindings } from '@/components/settings/report-lines';
import { standingOf, variableOf } from '@/components/settings/standing';
import type { ConnectionEntry, Found, Report } from '@/lib/schema/connection';

const row = (operation: Report['operations'][number]['operation'], found: Found, ...models: string[]) => ({
  operation, models, found, how: `${operation} ${found}`,
});
const report = (more: Partial<Report> = {}): Report => ({
  at: '2026-11-22T00:00:00.000Z', label: 'Gateway', dialect: 'ideogram', host: 'gateway.example', keyEnd: '1a2b',
  reachable: { ok: true, detail: '' }, key: { ok: true, header: 'bearer', detail: '' },
  operations: [row('generate', 'there', 'a')], answers: 'at-once', errors: { detail: '' },
  results: { host: null, hours: null, detail: '' }, unknowns: [], trial: null, text: '', ...more,
});
const entry = (more: Partial<ConnectionEntry> = {}): ConnectionEntry => ({
  id: 'a', label: 'A', dialect: 'ideogram', dialectLabel: '', host: '', baseUrl: '', pathPrefix: '', auth: 'bearer', keyEnd: null, slots: 1, slotsNow: 1, stopped: null,
  sandbox: false, source: 'page', off: false, models: [], state: 'ready', advice: null, missing: [], examinedAt: null, report: null,
  options: null, openTasks: 0, prices: null, ...more,
});

test('an operation is missing only when no model has it, and what some models lack is named', () => {
  expect(operationFindings([row('remix', 'missing', 'old'), row('remix', 'there', 'new', 'newer'), row('describe', 'missing'), row('upscale', 'unknown')])).toEqual([
    { operation: 'remix', found: 'there', models: ['new', 'newer'], how: 'remix there', lacking: ['old'] },
    { operation: 'describe', found: 'missing', models: [], how: 'describe missing', lacking: [] },
    { operation: 'upscale', found: 'unknown', models: [], how: 'upscale unknown', lacking: [] },
  ]);
});

test('saving means the worst of what was found', () => {
  const refused = { ok: false, header: null, detail: '' };
  expect(meaningOf(report())).toBe('fine');
  expect(meaningOf(report({ key: { ...refused, ok: null } }))).toBe('unclear');
  expect(meaningOf(report({ operations: [row('generate', 'there'), row('describe', 'missing')] }))).toBe('limits');
  expect(meaningOf(report({ operations: [] }))).toBe('empty');
  expect(meaningOf(report({ key: refused, operations: [row('generate', 'missing')] }))).toBe('refused');
  expect(meaningOf(report({ key: refused, reachable: { ok: false, detail: '' } }))).toBe('unreachable');
});

test('a connection stands as its state says, and as the doctor last said', () => {
  expect(standingOf(entry(), null)).toEqual({ word: 'ready', dot: 'good' });
  expect(standingOf(entry({ missing: ['describe'] }), report())).toEqual({ word: 'limits', dot: 'doubt' });
  expect(standingOf(entry({ state: 'unverified' }), null)).toEqual({ word: 'unverified', dot: 'doubt' });
  expect(standingOf(entry(), report({ key: { ok: false, header: null, detail: '' } }))).toEqual({ word: 'refused', dot: 'bad' });
  expect(standingOf(entry(), report({ reachable: { ok: false, detail: '' } }))).toEqual({ word: 'unreachable', dot: 'bad' });
  expect(standingOf(entry({ state: 'off' }), report({ reachable: { ok: false, detail: '' } }))).toEqual({ word: 'off', dot: 'off' });
  expect(standingOf(entry({ state: 'locked' }), null)).toEqual({ word: 'locked', dot: 'bad' });
  expect(variableOf(entry({ dialect: 'replicate' }))).toBe('REPLICATE_API_TOKEN');
});

test('the life of links is told in the unit that fits', () => {
  expect([1 / 6, 1, 24, 71, 72, 168].map(lifeOf)).toEqual([
    { unit: 'minutes', count: 10 }, { unit: 'minutes', count: 60 }, { unit: 'hours', count: 24 },
    { unit: 'hours', count: 71 }, { unit: 'days', count: 3 }, { unit: 'days', count: 7 },
  ]);
});
