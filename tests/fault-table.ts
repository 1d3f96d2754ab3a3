import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/**
 * What a test says of a row of the matrix (quality/reliability.md b4), as an annotation of type `fault`: what it was
 * played against (`studio` where no provider is meant), and its figure or why it was not played.
 */
export type FaultNote =
  | { face: string; row: string; n: number; figure: string }
  | { face: string; row: string; not: string };

type Cell = { face: string; row: string; n: number | null; mark: 'pass' | 'FAIL' | '–'; figure: string };

const line = (...[row, n, mark, figure]: [string, string, string, string]): string =>
  `${row.padEnd(5)} ${n.padEnd(10)} ${mark.padEnd(5)} ${figure}`.trimEnd();

/** Ends a run with the matrix: row, n, pass and figure; a row that was not played says why. */
export default class FaultTable implements Reporter {
  private readonly cells = new Map<string, Cell>();

  onTestEnd(test: TestCase, result: TestResult): void {
    for (const { description = '' } of result.annotations.filter(({ type }) => type === 'fault')) {
      const note = JSON.parse(description) as FaultNote;
      const { face, row } = note;
      const played = (n: number, figure: string): Omit<Cell, 'face' | 'row'> => ({
        n, mark: result.status === 'passed' ? 'pass' : 'FAIL', figure,
      });
      const cell = 'not' in note ? { n: null, mark: '–' as const, figure: note.not } : played(note.n, note.figure);
      this.cells.set(`${face} ${row}`, { face, row, ...cell });
    }
  }

  onExit(): Promise<void> {
    const rows = Map.groupBy(this.cells.values(), ({ row }) => row);
    if (rows.size === 0) return Promise.resolve();
    console.log(`\n${line('row', 'n', 'pass', 'figure')}`);
    for (const row of [...rows.keys()].toSorted()) for (const told of linesOf(row, rows.get(row) ?? [])) console.log(told);
    return Promise.resolve();
  }
}

/** The lines of one row; providers with the same figure share one. */
function linesOf(row: string, cells: Cell[]): string[] {
  const alike = Map.groupBy(cells, ({ n, mark, figure }) => JSON.stringify([n, mark, figure]));
  return [...alike.values()].map((same, at) => {
    const [{ face, n, mark, figure }] = same as [Cell, ...Cell[]];
    const faces = face === 'studio' ? '' : `${same.map((cell) => cell.face).join(', ')}: `;
    const times = n === null ? '–' : face === 'studio' ? String(n) : `${same.length} × ${n}`;
    const reason = face === 'studio' ? 'not run: ' : 'does not apply: ';
    return line(at === 0 ? row : '', times, mark, `${faces}${mark === '–' ? reason : ''}${figure}`);
  });
}
