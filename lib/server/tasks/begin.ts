import 'server-only';
import { access, constants } from 'node:fs/promises';
import { AppError } from '@/lib/schema/error';
import { connections } from '@/lib/server/connections';
import { environment } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import { makeFolder } from '@/lib/server/store/disk';
import { declarePresence } from '@/lib/server/upkeep/presence';
import { startWorker, stopWorker } from './worker';

const drainMs = 30_000;

/**
 * Checks the environment and the connections, opens the database and starts the worker. What is wrong is said in one
 * sentence and ends the process.
 */
export async function begin(): Promise<void> {
  let leave;
  try {
    const { dataFolder } = environment();
    await demandWritable(dataFolder);
    connections();
    leave = await declarePresence(dataFolder);
    await startWorker();
  } catch (error) {
    process.stderr.write(`Atelier cannot start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) drainBefore(signal, leave);
}

/** Asked by itself: making a folder where nothing can be written may say that something else is not there. */
async function demandWritable(dataFolder: string): Promise<void> {
  try {
    await makeFolder(dataFolder);
    await access(dataFolder, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new AppError('unavailable', `The data folder ${dataFolder} cannot be written${code}.`, { cause });
  }
}

const reasonOf = (error: unknown): string => {
  const told = error instanceof AppError && error.cause instanceof AppError ? error.cause : error;
  return told instanceof Error ? told.message : String(told);
};

/**
 * Puts the worker's end before everybody else's. The listeners that were there first close the server and leave the
 * process, so they are called once nothing is in hand, or after `drainMs`.
 */
function drainBefore(signal: 'SIGTERM' | 'SIGINT', leave: () => Promise<void>): void {
  const others = process.listeners(signal);
  process.removeAllListeners(signal);
  let asked = false;
  process.on(signal, () => {
    if (asked) return;
    asked = true;
    void stopWorker(drainMs)
      .then((drained) => log().info({ drained }, 'worker stopped'))
      .then(leave)
      .catch((err: unknown) => log().error({ err }, 'the studio could not leave in order'))
      .finally(() => {
        if (others.length === 0) process.exit(0);
        for (const listener of others) listener(signal);
      });
  });
}
