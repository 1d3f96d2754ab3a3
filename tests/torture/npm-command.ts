import { execFile } from 'node:child_process';

/** What a command of the studio printed, and its exit code. */
export type Ran = { code: number; said: string };

/** `npm run doctor` and its like on a data folder, as npm starts them. */
export function runCommand(name: 'backup' | 'doctor' | 'restore', dataFolder: string, ...words: string[]): Promise<Ran> {
  const env = { ...process.env, ATELIER_DATA: dataFolder, ATELIER_LOG: 'silent' };
  return new Promise((ran) => {
    const child = execFile(process.execPath, [`lib/cli/${name}.ts`, ...words], { env }, (_error, stdout, stderr) =>
      ran({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}
