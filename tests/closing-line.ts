import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Ends the run with one plain line that any reader of a log can count. */
export default class ClosingLine implements Reporter {
  private readonly outcomes = new Map<string, TestResult['status']>();

  onTestEnd(test: TestCase, result: TestResult) {
    this.outcomes.set(test.id, result.status);
  }

  onExit(): Promise<void> {
    const count = (...wanted: TestResult['status'][]) =>
      [...this.outcomes.values()].filter((status) => wanted.includes(status)).length;
    const skipped = count('skipped');
    console.log(
      `\n${count('passed')} passed, ${count('failed', 'timedOut', 'interrupted')} failed${skipped ? `, ${skipped} skipped` : ''}`,
    );
    return Promise.resolve();
  }
}
