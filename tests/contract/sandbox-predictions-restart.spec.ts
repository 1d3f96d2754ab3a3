import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Prediction } from './predictions-harness';

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-predictions-'));
let gateway: ChildProcess;
let base: string;

/** The sandbox as a process of its own, on the data folder that the last one left. */
async function start(): Promise<void> {
  gateway = spawn(process.execPath, ['--import', './lib/cli/server-loader.ts', './tests/torture/gateway-process.ts'], {
    env: { ...process.env, ATELIER_DATA: folder, ATELIER_LOG: 'silent', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of gateway.stdout ?? []) {
    text += String(chunk);
    const origin = /^origin (\S+)\n/m.exec(text)?.[1];
    if (!origin) continue;
    base = `${origin}/sandbox/replicate/v1`;
    return;
  }
  throw new Error('The gateway ended before it listened.');
}

async function kill(): Promise<void> {
  const gone = once(gateway, 'exit');
  gateway.kill('SIGKILL');
  await gone;
}

test.afterAll(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

const headers = { authorization: 'Bearer a-key', 'content-type': 'application/json' };
const read = async (path: string): Promise<Prediction> =>
  (await (await fetch(`${base}/${path}`, { headers })).json()) as Prediction;
async function create(prompt: string): Promise<string> {
  const body = JSON.stringify({ input: { prompt, aspect_ratio: '3:1', seed: 5 } });
  const reply = await fetch(`${base}/models/ideogram-ai/ideogram-v2a/predictions`, { method: 'POST', headers, body });
  return ((await reply.json()) as Prediction).id;
}
const succeeded = (id: string) => expect.poll(async () => (await read(`predictions/${id}`)).status).toBe('succeeded');

test('a kill forgets nothing: what was drawn stays, what was not is drawn by the next process', async () => {
  await start();
  const done = await create('a quiet harbour');
  await succeeded(done);
  const before = await read(`predictions/${done}`);
  const open = await create('a quiet harbour fault:slow=1');
  const canceled = await create('a quiet harbour fault:slow=600');
  await fetch(`${base}/predictions/${canceled}/cancel`, { method: 'POST', headers });
  await kill();
  await start();
  const after = await read(`predictions/${done}`);
  // The picture is told on the origin that is asked, which has another port now.
  expect({ ...after, output: null }).toEqual({ ...before, output: null });
  expect((await fetch(after.output ?? '')).status).toBe(200);
  expect((await read(`predictions/${canceled}`)).status).toBe('canceled');
  await succeeded(open);
  expect((await fetch((await read(`predictions/${open}`)).output ?? '')).status).toBe(200);
});
