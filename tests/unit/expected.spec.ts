import { expect, test } from '@playwright/test';
import { expectedOf } from '@/lib/client/expected';
import { task as made } from './pictures';

const task = (over: Parameters<typeof made>[1]) => made({ operation: 'generate', prompt: 'a', count: 1 }, over);
const quoted = { usdMicros: 60_000, basis: 'quoted' } as const;
const estimated = { usdMicros: 60_000, basis: 'estimated' } as const;

test('what was expected is told where it says more than what is known', () => {
  expect(expectedOf(task({ expected: quoted, charge: 'billed', usdMicros: 60_000 }))).toEqual(quoted);
  expect(expectedOf(task({ expected: estimated, charge: 'billed', usdMicros: 50_000 }))).toEqual(estimated);
  expect(expectedOf(task({ expected: quoted, charge: 'estimated', usdMicros: 60_000 }))).toEqual(quoted);
  expect(expectedOf(task({ expected: estimated, status: 'unknown', charge: 'unknown', usdMicros: 60_000 }))).toEqual(estimated);
  expect(expectedOf(task({ expected: estimated, status: 'queued', charge: 'estimated', usdMicros: 60_000 }))).toEqual(estimated);
});

test('it is not told where nothing was charged, where nobody knew, and where it is all that is known', () => {
  expect(expectedOf(task({ expected: estimated, charge: 'estimated', usdMicros: 60_000 }))).toBeNull();
  expect(expectedOf(task({ expected: quoted, charge: 'none', usdMicros: 0 }))).toBeNull();
  expect(expectedOf(task({ expected: { usdMicros: null, basis: 'unknown' }, charge: 'billed' }))).toBeNull();
  expect(expectedOf(task({ expected: { usdMicros: 0, basis: 'free' }, sandbox: true, charge: 'none' }))).toBeNull();
});
