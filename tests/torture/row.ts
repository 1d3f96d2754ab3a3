import type { Browser } from '@playwright/test';

/** What a row may use beside what it opens itself. */
export type Tools = { browser: Browser };

/** One row of the matrix (quality/reliability.md b4) that is played against the studio, whoever the provider is. */
export type StudioRow = {
  id: string;
  title: string;
  /** Repetitions of every day. */
  cut: number;
  /** Repetitions of a release. */
  full: number;
  /** Why this machine cannot play it, told in the table; null when it can. */
  unable?: () => string | null;
  /** Plays it `n` times, expects the row's figures, and returns them in words. */
  play: (n: number, tools: Tools) => Promise<string>;
};

/** Whether every repetition of a release is played, or the cut of every day. */
export const isFull = process.env.FAULTS === 'full';
