import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { TaskError } from '@/lib/schema/error-body';
import { isFault } from './store/disk';

/** What is told while the database cannot be asked. */
export const databaseAway = 'The database does not answer.';

/**
 * Faults of our own disk and database that a person can mend, by the system's word; SQLite's go by its number, those of
 * PostgreSQL by its SQLSTATE. A bare fault of the network is the database's: every other is in an AppError.
 */
const ownFaults: Record<string, string> = {
  ENOSPC: 'The disk of the data folder is full.',
  EDQUOT: 'The disk of the data folder has no room left for this account.',
  EROFS: 'The data folder can only be read.',
  EACCES: 'The data folder may not be written.',
  EIO: 'The disk of the data folder is faulty.',
  EMFILE: 'The studio may not open more files at once.',
  ENFILE: 'The system may not open more files at once.',
  ERR_SQLITE_ERROR_5: 'The database is held by another program.',
  ERR_SQLITE_ERROR_8: 'The database can only be read.',
  ERR_SQLITE_ERROR_10: 'The disk of the database is faulty.',
  ERR_SQLITE_ERROR_13: 'The disk of the database is full.',
  ERR_SQLITE_ERROR_14: 'The files of the database cannot be opened.',
  '25006': 'The database can only be read.',
  '25P03': databaseAway,
  '53100': 'The disk of the database is full.',
  '53300': 'The database takes no more connections.',
  '57P01': databaseAway,
  '57P02': databaseAway,
  '57P03': databaseAway,
  '58030': 'The disk of the database is faulty.',
  ECONNREFUSED: databaseAway,
  ECONNRESET: databaseAway,
  EHOSTUNREACH: databaseAway,
  ENOTFOUND: databaseAway,
  EPIPE: databaseAway,
  ETIMEDOUT: databaseAway,
};

/** What the client of PostgreSQL says, without a code, when the server is gone. */
const cutOff = /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** What to tell of an error when our own disk, database or limits made it, else null. */
export function ownFault(fault: unknown): TaskError | null {
  // A connection takes a file too; that it could not be opened says nothing of who is at its other end.
  const error = fault instanceof AppError && isFault(fault.cause, 'EMFILE', 'ENFILE') ? fault.cause : fault;
  if (!(error instanceof Error)) return null;
  if (cutOff.test(error.message)) return { code: 'unavailable', message: databaseAway };
  if (!('code' in error)) return null;
  const code = 'errcode' in error ? `${String(error.code)}_${Number(error.errcode) & 0xff}` : String(error.code);
  const message = Object.hasOwn(ownFaults, code) ? ownFaults[code] : undefined;
  return message === undefined ? null : { code: 'unavailable', message };
}
