import { relative } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Ends the run with why its failed tests failed, and with one plain line that any reader of a log can count. */
export default class ClosingLine implements Reporter {
  private readonly outcomes = new Map<TestCase, TestResult>();
  private readonly faults: string[] = [];

  onTestEnd(test: TestCase, result: TestResult) {
    this.outcomes.set(test, result);
    if (result.status === test.expectedStatus || result.status === 'skipped') return;
    const again = result.retry > 0 ? `, try ${result.retry + 1}` : '';
    const why = result.errors.map(({ message, location }) => `  ${plain(message)}${location ? `\n  at ${placeOf(location)}` : ''}`);
    this.faults.push([`${test.titlePath().filter(Boolean).join(' › ')}${again}`, ...why].join('\n'));
  }

  onExit(): Promise<void> {
    // A log is often cut at its head, and what failed stands far above what it ends with.
    for (const fault of this.faults) console.log(`\nfailed: ${fault}`);
    const count = (...wanted: TestResult['status'][]) =>
      [...this.outcomes.values()].filter(({ status }) => wanted.includes(status)).length;
    const skipped = count('skipped');
    console.log(
      `\n${count('passed')} passed, ${count('failed', 'timedOut', 'interrupted')} failed${skipped ? `, ${skipped} skipped` : ''}`,
    );
    return Promise.resolve();
  }
}

const placeOf = ({ file, line }: { file: string; line: number }): string => `${relative('.', file)}:${line}`;

/** An error's first lines, without the colours of a terminal. */
const plain = (message = ''): string =>
  // oxlint-disable-next-line no-control-regex -- what a terminal's colours are
  message.replaceAll(/\u001B\[[0-9;]*m/g, '').split('\n').slice(0, 12).join('\n  ');
