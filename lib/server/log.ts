import 'server-only';
import pino, { type Logger } from 'pino';
import { environment } from './env';
import { singleton } from './singleton';

/** The process's log: one JSON line an event on standard error. Keys and prompts never go in. */
export const log = (): Logger =>
  singleton('log', () =>
    pino(
      {
        level: environment().ATELIER_LOG,
        base: undefined,
        redact: ['key', '*.key', 'authorization', '*.authorization'],
      },
      pino.destination(2),
    ),
  );
