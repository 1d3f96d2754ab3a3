import { expect, test } from '@playwright/test';
import { AppError } from '@/lib/schema/error';
import { backoff, pollWait, toldPollWait, toldWait } from '@/lib/server/tasks/backoff';
import { judgeStart } from '@/lib/server/tasks/outcome';

const many = <T>(make: () => T): T[] => Array.from({ length: 200 }, make);

test('waits double from a second to the cap, half fixed and half random', () => {
  for (const [tries, full] of [[0, 1000], [1, 1000], [2, 2000], [3, 4000], [4, 8000], [5, 16_000], [6, 30_000], [1000, 30_000]] as const) {
    const waits = many(() => backoff(tries, 30_000));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(full / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(full);
    expect(new Set(waits).size).toBeGreaterThan(50);
  }
});

test('a told wait is kept up to an hour; nonsense is not told', () => {
  expect([0, 2, 3600, 7200].map(toldWait)).toEqual([0, 2000, 3_600_000, 3_600_000]);
  expect([undefined, -1, NaN, Infinity, 1e99].map(toldWait)).toEqual([null, null, null, null, null]);
});

test('polls come every one to ten seconds, and not before they are welcome', () => {
  for (const [age, least, most] of [[0, 1000, 1400], [50_000, 5000, 7000], [3_600_000, 10_000, 14_000]] as const) {
    for (const wait of many(() => pollWait(age))) {
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(most);
    }
  }
  expect(pollWait(0, 60_000)).toBe(60_000);
  expect([undefined, -1, 2, 3600].map(toldPollWait)).toEqual([0, 0, 2000, 60_000]);
});

test('busy for ten minutes without being told how long: given up; told: waited for', () => {
  const now = 10_000_000;
  const busy = (retryAfter?: number) => new AppError('rate_limited', 'Too many.', { retryAfter });
  expect(judgeStart(busy(), true, 2, now - 60_000, now)).toMatchObject({ next: 'again' });
  expect(judgeStart(busy(), true, 2, now - 600_000, now)).toMatchObject({ next: 'end', status: 'failed', charge: 'none' });
  expect(judgeStart(busy(1e99), true, 2, now - 600_000, now)).toMatchObject({ next: 'end', status: 'failed' });
  expect(judgeStart(busy(3600), true, 2, now - 600_000, now)).toMatchObject({ next: 'again', waitMs: 3_600_000 });
  expect(judgeStart(busy(0), true, 2, now, now)).toMatchObject({ next: 'again', waitMs: 1000 });
});
