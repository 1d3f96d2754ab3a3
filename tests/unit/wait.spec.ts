import { expect, test } from '@playwright/test';
import { waitOf, waitWords } from '@/lib/client/wait';

test('a wait is told the coarser the longer it is', () => {
  const told = [0, 9, 10, 12, 13, 28, 31, 54, 56, 60, 89, 91, 3_540, 3_700, 9_000].map((seconds) => {
    const wait = waitOf(seconds);
    return wait.unit === 'moment' ? 'moment' : `${wait.count} ${wait.unit}`;
  });
  expect(told).toEqual([
    'moment', 'moment', '10 seconds', '10 seconds', '15 seconds', '30 seconds', '30 seconds', '50 seconds', '1 minutes',
    '1 minutes', '1 minutes', '2 minutes', '59 minutes', '1 hours', '3 hours',
  ]);
});

test('its words come from the messages of the unit', () => {
  expect(waitWords(120, (key, { count }) => `${key} ${count}`)).toBe('wait.minutes 2');
});
