import { expect, test } from '@playwright/test';
import { providers } from '@/lib/server/providers/index';
import type { FaultNote } from '../fault-table';
import { faces } from './faces';
import { Field } from './field';
import { adapterRows } from './rows-adapters';
import { bodyRows } from './rows-bodies';
import { paidRows } from './rows-paid';
import { pictureRows } from './rows-pictures';
import { processRows } from './rows-processes';
import { taskRows } from './rows-tasks';
import type { Row } from './row';

/** Repetitions of a row: a cut of them every day, all of them for a release. */
const cut = 20;
const full = process.env.FAULTS === 'full';
const rows: Row[] = [...paidRows, ...bodyRows, ...adapterRows, ...pictureRows, ...taskRows, ...processRows];

/** Writes a line of the table; what is returned changes its figure. */
function note(of: FaultNote): (figure: string) => void {
  const annotation = { type: 'fault', description: JSON.stringify(of) };
  test.info().annotations.push(annotation);
  return (figure) => void (annotation.description = JSON.stringify({ ...of, figure }));
}

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
