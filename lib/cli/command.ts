import { existsSync } from 'node:fs';
import './server-loader.ts';

/**
 * Runs a command with the studio's own settings (the environment and `.env`). `work` gets its arguments and answers the
 * exit code; what it throws is said in one sentence and ends with 1.
 */
export async function command(work: (words: string[]) => Promise<number>): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  process.env.ATELIER_LOG ??= 'error';
  try {
    process.exitCode = await work(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** The sentence for a person: a cause that is one says more than what stands before it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.name === 'AppError' ? error.cause.message : error.message;
}

/** Bytes as people read them, such as 1.4 GB. */
export function written(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

/** A number with the thing it counts: `1 picture`, `1,200 pictures`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
