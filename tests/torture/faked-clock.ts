import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const places = ['/usr/lib/*/faketime', '/usr/lib/faketime', '/usr/local/lib/faketime', '/usr/lib64/faketime'];

/** libfaketime for programs with threads, where it is installed. */
const library = (): string | null => globSync(places.map((place) => `${place}/libfaketimeMT.so.1`))[0] ?? null;

/** Why no process of this machine can be given another clock; null when one can. */
export function noFakedClock(): string | null {
  if (process.platform !== 'linux') return 'clocks are set by libfaketime, on Linux only';
  return library() === null ? 'libfaketime is not installed' : null;
}

/** A clock on the wall that can be put forward and back while processes look at it. What only counts on is left alone. */
export class FakedClock {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'atelier-clock-'));
  private readonly file = path.join(this.folder, 'offset');

  constructor() {
    this.set('+0');
  }

  get env(): Record<string, string> {
    return {
      LD_PRELOAD: library() ?? '',
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // A file's times are not moved by a clock that is put.
      NO_FAKE_STAT: '1',
    };
  }

  /** Puts the clock to so much before or after the true time: `+25h`, `-1h`, `+0`. */
  set(offset: string): void {
    writeFileSync(`${this.file}.new`, offset);
    renameSync(`${this.file}.new`, this.file);
  }

  remove = (): void => rmSync(this.folder, { recursive: true, force: true });
}
