import { defineConfig } from '@playwright/test';
import { findBrowser } from './browser';

const root = process.getuid?.() === 0;
/** Of one row of the matrix: a cut, or all of its repetitions. */
const rowMs = process.env.FAULTS === 'full' ? 60 * 60_000 : 300_000;

/** What Playwright switches off itself; a list of one's own takes the place of its list. */
const playwrightsOwn = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];
/** What a browser without a window makes for every page and nobody sees: suggestions below its address, a process in reserve. */
const unseen = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 3,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [[process.env.CI ? 'dot' : 'list'], ['./fault-table.ts'], ['./closing-line.ts']],
  tsconfig: './tsconfig.json',
  use: {
    // Copies of the page at every step cost a quarter of the browser's time; who looks into a failure asks with --trace=on.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      // The rest keeps a browser on a closed network from dialling out by itself.
      args: [
        ...(root ? ['--no-sandbox'] : []),
        `--disable-features=${[...playwrightsOwn, ...unseen].join(',')}`,
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'unit', testDir: 'unit' },
    { name: 'contract', testDir: 'contract' },
    { name: 'faults', testDir: 'faults', timeout: rowMs },
    { name: 'api', testDir: 'api' },
    // A browser on a busy machine may miss a beat; the report still names it as flaky. Nothing else is tried twice.
    { name: 'e2e', testDir: 'e2e', retries: process.env.CI ? 1 : 0 },
    { name: 'torture', testDir: 'torture', timeout: rowMs },
    // A trace of hours would fill the disk.
    { name: 'soak', testDir: 'soak', timeout: 0, use: { trace: 'off' } },
    { name: 'samples', testDir: 'samples', testMatch: '*.make.ts' },
    { name: 'bench', testDir: 'bench', timeout: 10 * 60_000, workers: 1 },
  ],
});
