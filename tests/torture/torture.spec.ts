import { expect, test } from '@playwright/test';
import { rows as providerRows } from '../faults/rows';
import { note } from '../fault-note';
import { isFull } from './row';
import { rows } from './rows';

test.describe.configure({ mode: 'parallel' });

/** M01-M30, Q01-Q15, P01-P12, A01-A20: quality/reliability.md b4. */
const matrix = Object.entries({ M: 30, Q: 15, P: 12, A: 20 }).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`),
);

test('every row of the matrix is a test, once', () => {
  const ids = [...new Set(providerRows.map(({ id }) => id)), ...rows.map(({ id }) => id)];
  expect(ids.toSorted()).toEqual(matrix.toSorted());
});

for (const { id, title, cut, full, unable, play } of rows) {
  const n = isFull ? full : cut;
  test(`${id} ×${n}: ${title}`, async ({ browser }) => {
    const reason = unable?.() ?? null;
    if (reason !== null) return void note({ face: 'studio', row: id, not: reason });
    const tell = note({ face: 'studio', row: id, n, figure: 'see the failure' });
    tell(await play(n, { browser }));
  });
}
