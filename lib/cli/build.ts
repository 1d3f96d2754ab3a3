import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const stamp = path.join('.next', 'built-from');
export const nextBin = path.join('node_modules', 'next', 'dist', 'bin', 'next');

/** A hash over everything a build reads. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync([
    '{app,components,lib,public}/**/*.*',
    '{next.config,proxy,instrumentation,tailwind.config}.ts',
    '{package,package-lock,tsconfig}.json',
  ]).filter((file) => statSync(file).isFile());
  for (const file of files.toSorted()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Builds the production app unless the last build was made from these very sources. Ends the process when it fails. */
export function ensureBuilt(): void {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Building Atelier …');
  const { status } = spawnSync(process.execPath, [nextBin, 'build'], {
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  // The build has said why; a stack of ours would only hide it.
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, wanted);
}
