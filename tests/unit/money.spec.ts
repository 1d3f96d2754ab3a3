import { expect, test } from '@playwright/test';
import { formatUsd, readUsd } from '@/lib/client/money';
import { monthAndYear, weekdayAndDay } from '@/lib/client/dates';
import { monthFrom } from '@/lib/client/months';
import { followSpending, spendingQueries } from '@/lib/client/spending';
import { QueryClient } from '@tanstack/react-query';
import type { Task } from '@/lib/schema/task';

test('an amount is read as people type it, and what is none is not guessed at', () => {
  for (const text of ['12.5', ' $12.50 ', '12,50', 'US$12.50', '12.50 USD', '12.5 美元']) expect(readUsd(text), text).toBe(12_500_000);
  expect([readUsd(''), readUsd(' '), readUsd('0'), readUsd('999999')]).toEqual([null, null, 0, 999_999_000_000]);
  for (const text of ['five', '-1', '1,000', '1.234', '1e3', '1000000', '.5', '5.', '∞']) expect(readUsd(text), text).toBeUndefined();
  expect(readUsd(formatUsd(1_100_000, 'zh-CN'))).toBe(1_100_000);
});

test('months are whole, over the turn of a year and in a leap year', () => {
  expect(monthFrom('2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(monthFrom('2027-01-31', -1)).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  expect(monthFrom('2028-03-31', -1)).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(monthFrom('2026-12-31', 1)).toEqual({ from: '2027-01-01', to: '2027-01-31' });
  expect(monthAndYear('2026-11-01', 'en')).toBe('November 2026');
  expect(monthAndYear('2026-11-01', 'zh-CN')).toBe('2026年11月');
  expect(weekdayAndDay('2026-11-22', 'en')).toEqual(expect.stringMatching(/^Sun,? 22 Nov$/));
});

test('the figures are asked for again when a task changed them, and only then', () => {
  const client = new QueryClient();
  const { queryKey } = spendingQueries.budget;
  const stale = (task: Partial<Task>, before: Partial<Task> | null): boolean => {
    client.setQueryData(queryKey, { day: {}, month: {} } as never);
    followSpending(client, [{ task: { sandbox: false, charge: 'estimated', usdMicros: 5, ...task } as Task, before: before as Task | null }]);
    return client.getQueryState(queryKey)?.isInvalidated ?? false;
  };
  expect(stale({}, null)).toBe(true);
  expect(stale({ status: 'running' }, { charge: 'estimated', usdMicros: 5, status: 'queued' })).toBe(false);
  expect(stale({ charge: 'billed' }, { charge: 'estimated', usdMicros: 5 })).toBe(true);
  expect(stale({ usdMicros: 4 }, { charge: 'estimated', usdMicros: 5 })).toBe(true);
  expect(stale({ sandbox: true }, null)).toBe(false);
});
