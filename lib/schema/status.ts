import { z } from 'zod';
import { connectionState, connectionStop } from './connection';
import { taskError } from './error-body';
import { operationName } from './operation';
import { taskStatus } from './task';

const moment = z.iso.datetime();

/** How the studio is, for a person and for a monitor. Without keys, addresses and paths. */
export const studioStatus = z.object({
  at: moment,
  /** Null when the data folder cannot be read. Below `minFreeBytes` nothing is sent. */
  disk: z.object({ freeBytes: z.int(), totalBytes: z.int(), minFreeBytes: z.int(), low: z.boolean() }).nullable(),
  /** Whether a file could be written to the data folder, and was on disk. */
  writable: z.boolean(),
  /** Without it nothing is known of connections and tasks. */
  database: z.object({ engine: z.enum(['sqlite', 'postgres']), answers: z.boolean() }),
  connections: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      state: connectionState,
      /** What the doctor last found wrong with it. */
      trouble: z.enum(['unreachable', 'refused']).nullable(),
      stopped: connectionStop.nullable(),
      openTasks: z.int(),
      /** Of those, the ones that have not been sent. */
      waitingTasks: z.int(),
    }),
  ),
  openTasks: z.int(),
  /** The oldest task that has not ended; `error` is what it waits for, when that is known. */
  oldest: z
    .object({
      id: z.string(),
      operation: operationName,
      status: taskStatus,
      createdAt: moment,
      error: taskError.nullable(),
    })
    .nullable(),
  /** The last backup; `whole` false: files were missing then; `there` false: it is not where it was made. */
  backup: z.object({ at: moment, whole: z.boolean(), there: z.boolean() }).nullable(),
  /** The last fault of the studio itself since it started. */
  fault: z.object({ at: moment, message: z.string() }).nullable(),
  /** The newest of the last thousand tasks that failed or whose outcome is unclear. */
  failure: z
    .object({ id: z.string(), operation: operationName, at: moment, error: taskError })
    .nullable(),
});
export type StudioStatus = z.infer<typeof studioStatus>;
