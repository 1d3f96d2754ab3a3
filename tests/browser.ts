import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const places = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const onPath = (name: string): string[] =>
  (process.env.PATH ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .map((folder) => `${folder}/${name}`)
    .filter((file) => existsSync(file));

/** The Chromium to test with: CHROMIUM_PATH, one on the machine, or Playwright's own when it is there. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`);
  }
  const found = places.flatMap(onPath)[0];
  if (found) return found;
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

const attempt = (command: string, parameters: string[]): boolean => {
  try {
    execFileSync(command, parameters, { stdio: 'inherit', timeout: 5 * 60_000 });
    return true;
  } catch {
    return false;
  }
};

/** Finds a browser or fetches one; ends in one clear sentence when neither can be done. */
export function ensureBrowser(): string {
  const here = findBrowser();
  if (here) return here;
  console.log('No Chromium on this machine; fetching one for the browser tests …');
  if (attempt(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])) {
    const own = findBrowser();
    if (own) return own;
  }
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    attempt('apt-get', ['update', '-qq']);
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const debian = findBrowser();
    if (debian) return debian;
  }
  throw new Error('The browser tests need Chromium: install it, or set CHROMIUM_PATH to one, and run npm test again.');
}
