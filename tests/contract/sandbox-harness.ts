import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { sandbox } from '@/lib/server/sandbox/sandbox';

export const origin = 'http://sandbox.invalid';

const folders: string[] = [];

/**
 * A data folder of its own for a test file; a worker runs several, so what the last one left in the process
 * goes.
 */
export function freshData(values: Record<string, string> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-sandbox-'));
  if (folders.length === 0) process.once('exit', () => folders.forEach((one) => rmSync(one, { recursive: true, force: true })));
  folders.push(folder);
  Object.assign(process.env, { ATELIER_SANDBOX_LINK_HOURS: '', ATELIER_SANDBOX_TASK_SECONDS: '', ...values, ATELIER_DATA: folder });
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (key.description?.startsWith('atelier.')) Reflect.deleteProperty(globalThis, key);
  }
  return folder;
}

/** An orange picture without anything on it. */
export async function photo(width = 96, height = 64): Promise<Blob> {
  const png = await sharp({ create: { width, height, channels: 3, background: '#d08030' } }).png().toBuffer();
  return new Blob([new Uint8Array(png)], { type: 'image/png' });
}

type Options = { path?: string; headers?: Record<string, string>; signal?: AbortSignal };

const withKey = (headers: Record<string, string> = {}) => ({ authorization: 'Bearer a-key', ...headers });

/** A whole JSON body, to generate unless another path is named. */
export function post(body: unknown, { path = '/sandbox/ideogram/v1/generate', headers, signal }: Options = {}) {
  return sandbox(
    new Request(origin + path, {
      method: 'POST',
      headers: withKey({ 'content-type': 'application/json', ...headers }),
      body: typeof body === 'string' ? body : JSON.stringify(body),
      signal,
    }),
  );
}

export const generate = (imageRequest: Record<string, unknown>, options?: Options) =>
  post({ image_request: imageRequest }, options);

/** Multipart parts to a call below `/sandbox/ideogram/v1/`; a list repeats its name. */
export function send(
  operation: string, parts: Record<string, string | Blob | readonly (string | Blob)[]>, { headers, signal }: Options = {},
) {
  const body = new FormData();
  for (const [name, part] of Object.entries(parts))
    for (const one of [part].flat()) body.append(name, one);
  return sandbox(
    new Request(`${origin}/sandbox/ideogram/v1/${operation}`, {
      method: 'POST', headers: withKey(headers), body, signal,
    }),
  );
}

export const get = (address: string) => sandbox(new Request(new URL(address, origin)));

export const queue = (fault: Record<string, unknown>) => post(fault, { path: '/sandbox/faults' });

export type Item = {
  url: string; prompt: string; resolution: string; upscaled_resolution?: string; is_image_safe: boolean;
  seed: number; style_type?: string;
};

export async function items(response: Response): Promise<Item[]> {
  const body: { created: string; data: Item[] } = await response.json();
  return body.data;
}

/** The sentence that says what was wrong. */
export async function detail(response: Response): Promise<string> {
  const body: { detail?: string; error?: string; message?: string } = await response.json();
  return body.detail ?? body.error ?? body.message ?? '';
}
