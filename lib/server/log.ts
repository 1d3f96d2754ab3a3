import 'server-only';
import pino, { type Logger } from 'pino';
import { environment } from './env';
import { rememberFault } from './last-fault';
import { singleton } from './singleton';

/** pino's number for `error`. */
const errorLevel = 50;
/** Of lines that cannot be written now; what comes on top is dropped. */
const waitingBytes = 1_000_000;

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
      standardError(),
    ),
  );

/** A disk that is full behind it keeps lines waiting, and may lose them, but never ends a studio that is paying for pictures. */
function standardError() {
  const stream = pino.destination({ dest: 2, maxLength: waitingBytes });
  stream.on('error', () => undefined);
  return stream;
}
