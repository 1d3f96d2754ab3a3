import 'server-only';
import { singleton } from './singleton';

/** What the log last said of a fault of the studio itself; `at` in epoch milliseconds. */
export type LastFault = { at: number; message: string };

const held = () => singleton<{ last: LastFault | null }>('fault', () => ({ last: null }));

/** The last fault since this process started, or null. */
export const lastFault = (): LastFault | null => held().last;

/** Keeps a fault as it goes to the log. Only its fixed words and a system's code are kept: nothing else is known to be free of secrets. */
export function rememberFault(about: unknown, message: unknown): void {
  const told = typeof about === 'string' ? about : message;
  if (typeof told !== 'string') return;
  const code = codeOf(about);
  held().last = { at: Date.now(), message: code === null ? told : `${told} (${code})` };
}

function codeOf(about: unknown): string | null {
  const error = typeof about === 'object' && about !== null && 'err' in about ? about.err : null;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Za-z_]{1,40}$/.test(code) ? code : null;
}
