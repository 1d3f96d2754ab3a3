import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** What a test of the fault run says of itself, as an annotation of type `fault`. */
export type FaultNote =
  | { face: string; row: string; n: number; figure: string }
  | { face: string; row: string; not: string };

type Cell = { face: string; row: string; mark: string; figure: string };

/** Ends the fault run with a table: provider × row, n, pass; below it every figure and why a row does not apply. */
export default class FaultTable implements Reporter {
  private readonly cells = new Map<string, Cell>();

  onTestEnd(test: TestCase, result: TestResult): void {
    const notes = result.annotations.filter(({ type }) => type === 'fault');
    for (const { description = '' } of notes) {
      const note = JSON.parse(description) as FaultNote;
      const { face, row } = note;
      const passed = result.status === 'passed';
      const cell = 'not' in note ? { mark: '–', figure: note.not } : { mark: `${note.n} ${passed ? 'pass' : 'FAIL'}`, figure: note.figure };
      this.cells.set(`${face} ${row}`, { face, row, ...cell });
    }
  }

  onExit(): Promise<void> {
    const cells = [...this.cells.values()].toSorted((one, other) => one.row.localeCompare(other.row));
    if (cells.length === 0) return Promise.resolve();
    const faces = [...new Set(cells.map(({ face }) => face))].toSorted();
    const rows = [...new Set(cells.map(({ row }) => row))];
    const widths = faces.map((face) => Math.max(face.length, 9) + 2);
    const line = (first: string, rest: string[]) => `${first.padEnd(6)}${rest.map((text, at) => text.padEnd(widths[at] ?? 0)).join('')}`.trimEnd();
    console.log(`\nFault run\n${line('', faces)}`);
    for (const row of rows) console.log(line(row, faces.map((face) => this.cells.get(`${face} ${row}`)?.mark ?? '')));
    console.log('');
    for (const row of rows) for (const figure of figuresOf(cells.filter((cell) => cell.row === row))) console.log(line(row, [figure]));
    return Promise.resolve();
  }
}

/** The figures of one row, those that are alike in one line. */
function figuresOf(cells: Cell[]): string[] {
  const alike = Map.groupBy(cells, ({ mark, figure }) => `${mark === '–' ? 'does not apply: ' : ''}${figure}`);
  return [...alike].map(([figure, of]) => `${of.map(({ face }) => face).join(', ')}: ${figure}`);
}
