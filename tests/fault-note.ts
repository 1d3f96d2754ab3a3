import { test } from '@playwright/test';
import type { FaultNote } from './fault-table';

/** Writes a line of the matrix's table; what is returned changes its figure. */
export function note(of: FaultNote): (figure: string) => void {
  const annotation = { type: 'fault', description: JSON.stringify(of) };
  test.info().annotations.push(annotation);
  return (figure) => void (annotation.description = JSON.stringify({ ...of, figure }));
}
