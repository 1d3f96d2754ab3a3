import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Browser } from '@playwright/test';
import { startPostgres } from '../postgres-server';
import { DiskStudio } from './disk-studio';
import { Line } from './line';
import { RunningStudio } from './running-studio';
import { Visit } from './visit';

const asks = 4;
/** The browser says so of every answer that is a 500. */
const failed = [/^Failed to load resource/, /^Error: /];
const away = { status: 503, said: 'The database does not answer.' };

/**
 * PostgreSQL is cut off for so many seconds while an answer that was paid for is on its way; meanwhile more is asked for,
 * and a page is opened. Returns what to tell of it.
 */
export async function playAway(seconds: number, browser: Browser): Promise<string> {
  const postgres = await startPostgres();
  const near = await postgres.make();
  const line = await Line.to(Number(new URL(near).port));
  const far = Object.assign(new URL(near), { port: String(line.port) }).href;
  const studio = await DiskStudio.open({ env: { DATABASE_URL: near } });
  const running = await RunningStudio.begin({ shop: studio.shop, env: { ...studio.env, DATABASE_URL: far } });
  const visit = await Visit.at(running.url, browser, failed);
  const { page } = visit;
  const reply = Promise.withResolvers<void>();
  try {
    studio.gateway.charged = () => reply.promise;
    expect(await running.generate(studio.nextIntent())).toMatchObject({ status: 202 });
    await expect.poll(() => studio.gateway.chargeCount).toBe(1);
    await line.close();
    reply.resolve();
    const keys = Array.from({ length: asks }, () => studio.nextIntent());
    for (const key of keys) expect(await running.generate(key)).toEqual(away);
    expect(await running.readiness()).toEqual(away);
    expect(await running.status()).toMatchObject({ database: { answers: false } });
    await page.reload();
    await expect(page.getByRole('alert').filter({ hasText: 'The page did not load' })).toContainText(`${away.said} Pictures and queue are untouched.`);
    await sleep(seconds * 1000);
    expect(studio.gateway.chargeCount, 'nothing is sent that cannot be written down').toBe(1);
    await line.reopen();
    await page.getByRole('button', { name: 'Try again' }).click();
    await visit.ready();
    visit.quiet();

    for (const key of keys) expect(await running.generate(key)).toMatchObject({ status: 202 });
    await studio.expectAllDone(1 + asks);
    return `PostgreSQL cut off for ${seconds} s, answers: 503 ${asks}; lost 0 of ${1 + asks}`;
  } finally {
    reply.resolve();
    await visit.leave();
    await running.remove();
    await studio.close();
    await line.close();
    await postgres.stop();
  }
}
