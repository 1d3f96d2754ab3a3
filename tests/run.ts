import { spawnSync } from 'node:child_process';
import { ensureBuilt, nextBin } from '../lib/cli/build.ts';
import { ensureBrowser } from './browser.ts';
import { runSoak } from './soak/run.ts';

/**
 * `npm test`: types, lint, then every unit, contract, API and browser test and a cut of the matrix. `npm run torture` plays
 * the matrix in full, `npm run soak` one row of it for hours, `npm run bench` its own folder. The first step that fails ends
 * the run with its exit code.
 */
const playwright = 'node_modules/@playwright/test/cli.js';

function step(name: string, parameters: string[]): void {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const [only, ...rest] = process.argv.slice(2);
if (only === 'soak') {
  ensureBuilt();
  process.exit(await runSoak(playwright, rest));
}
process.env.CHROMIUM_PATH = ensureBrowser();
if (!only) {
  step('types', [nextBin, 'typegen']);
  step('types', ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false']);
  step('lint', ['node_modules/oxlint/bin/oxlint']);
}
ensureBuilt();
// A cut of every row of the matrix is played each day, and all of it here.
const matrix = ['faults', 'torture'];
if (only === 'torture') process.env.FAULTS = 'full';
const projects = only ? (only === 'torture' ? matrix : [only]) : ['unit', 'contract', ...matrix, 'api', 'e2e'];
step(projects.join(', '), [playwright, 'test', '-c', 'tests', ...projects.flatMap((name) => ['--project', name]), ...rest]);
