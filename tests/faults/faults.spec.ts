import { expect, test } from '@playwright/test';
import { providers } from '@/lib/server/providers/index';
import { note } from '../fault-note';
import { faces } from './faces';
import { Field } from './field';
import { rows } from './rows';

/** Repetitions of a row: a cut of them every day, all of them for a release. */
const cut = 20;
const full = process.env.FAULTS === 'full';

test.describe.configure({ mode: 'parallel' });

test('every provider of the registry is put through every row, or the table says why not', () => {
  expect(Object.keys(providers).filter((dialect) => !faces.some((face) => face.dialect === dialect))).toEqual([]);
  for (const face of faces) {
    for (const { id, not } of rows) {
      const reason = not?.(face) ?? null;
      if (reason !== null) note({ face: face.name, row: id, not: reason });
    }
  }
});

for (const face of faces) {
  for (const row of rows.filter(({ not }) => (not?.(face) ?? null) === null)) {
    const n = full ? row.full : Math.min(cut, row.full);
    test(`${face.name} ${row.id} ×${n}: ${row.title}`, async () => {
      const tell = note({ face: face.name, row: row.id, n, figure: 'see the failure' });
      const field = await Field.open(face);
      try {
        tell(await row.play(field, n));
      } finally {
        await field.close();
      }
    });
  }
}
