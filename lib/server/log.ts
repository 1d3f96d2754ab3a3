import 'server-only';
import pino, { type Logger } from 'pino';
import { environment } from './env';
import { rememberFault } from './last-fault';
import { singleton } from './singleton';

/** pino's number for `error`. */
const errorLevel = 50;

/** The process's log: one JSON line an event on standard error. Keys and prompts never go in. */
export const log = (): Logger =>
  singleton('log', () =>
    pino(
      {
        level: environment().ATELIER_LOG,
        base: undefined,
        redact: ['key', '*.key', 'authorization', '*.authorization'],
        hooks: {
          logMethod(told, method, level) {
            if (level >= errorLevel) rememberFault(told[0], told[1]);
            method.apply(this, told);
          },
        },
      },
      pino.destination(2),
    ),
  );
