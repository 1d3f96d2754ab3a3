import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Why nothing can be mounted here, or null. */
export function noMount(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting takes root on Linux';
  try {
    SmallDisk.mount().remove();
    return null;
  } catch {
    return 'mounting is not allowed here';
  }
}

function run(...[command = '', ...words]: string[]): void {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
}

/** A file system of a few megabytes, in memory: it can be filled to the last page. */
export class SmallDisk {
  private constructor(readonly folder: string) {
    // A test that ran out of time is ended without its `finally`.
    process.once('exit', this.remove);
  }

  static mount(megabytes = 8): SmallDisk {
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-disk-'));
    try {
      run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
    return new SmallDisk(folder);
  }

  resize(megabytes: number): void {
    run('mount', '-o', `remount,size=${megabytes}m`, this.folder);
  }

  private get ballast(): string {
    return path.join(this.folder, 'ballast');
  }

  /** Fills the disk until so many pages are left. */
  fill(pagesLeft: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.ballast, Buffer.alloc(Math.max(0, bavail - pagesLeft) * bsize));
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  /** Whoever still holds a file of it open does not keep it mounted under its name. */
  remove = (): void => {
    process.off('exit', this.remove);
    run('umount', '--lazy', this.folder);
    rmSync(this.folder, { recursive: true });
  };
}

/** From here on nothing can be written under a folder, whoever asks; what is returned lifts it. */
export function forbidWriting(folder: string): () => void {
  run('mount', '--bind', folder, folder);
  try {
    run('mount', '-o', 'remount,bind,ro', folder);
  } catch (error) {
    run('umount', '--lazy', folder);
    throw error;
  }
  const lift = (): void => {
    process.off('exit', lift);
    run('umount', '--lazy', folder);
  };
  process.once('exit', lift);
  return lift;
}
