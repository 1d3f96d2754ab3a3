import { POST as start } from '@/app/api/[operation]/route';
import { GET as ready } from '@/app/api/health/ready/route';
import { DELETE as remove } from '@/app/api/images/[id]/route';
import { POST as upload } from '@/app/api/images/route';
import { POST as share } from '@/app/api/shares/route';
import { GET as shared } from '@/app/s/[token]/[index]/route';
import { shareReply } from '@/lib/schema/share';
import type { ImageSize } from '@/lib/schema/image';

const origin = 'http://localhost:3000';
const host = { host: 'localhost:3000' };
const json = { ...host, 'content-type': 'application/json' };
const at = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });

/** What a door of the HTTP API answered, and the sentence of the one error shape. Each goes through the route's own handler. */
export type Answered = { status: number; said: string };

/** Reads an answer in JSON. */
export async function answered(response: Response): Promise<Answered> {
  const body = (await response.json()) as { error?: { message: string } };
  return { status: response.status, said: body.error?.message ?? '' };
}

/** `POST /api/generate` of one prompt under a key of its own. */
export async function generate(prompt: string, key: string): Promise<Answered> {
  const headers = { ...json, 'idempotency-key': key };
  const request = new Request(`${origin}/api/generate`, { method: 'POST', headers, body: JSON.stringify({ prompt }) });
  return answered(await start(request, at({ operation: 'generate' })));
}

/** `POST /api/images` of one file. */
export async function uploaded(bytes: Buffer): Promise<Answered> {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(bytes)], 'picture.png', { type: 'image/png' }));
  return answered(await upload(new Request(`${origin}/api/images`, { method: 'POST', headers: host, body }), at()));
}

/** `DELETE /api/images/{id}`; the status. */
export async function deleted(id: string): Promise<number> {
  const request = new Request(`${origin}/api/images/${id}`, { method: 'DELETE', headers: json });
  return (await remove(request, at({ id }))).status;
}

/** `POST /api/shares` of one picture; its token, or null when that picture is refused. */
export async function shareOf(image: string): Promise<string | null> {
  const request = new Request(`${origin}/api/shares`, { method: 'POST', headers: json, body: JSON.stringify({ images: [image] }) });
  const response = await share(request, at());
  if (response.status === 422) return null;
  const { url } = shareReply.parse(await response.json()).share;
  return url?.split('/').at(-1) ?? '';
}

/** `GET /s/{token}/0`, the file of a link's first picture; the status, once its bytes are read. */
export async function sharedStatus(token: string, size: ImageSize): Promise<number> {
  const response = await shared(new Request(`${origin}/s/${token}/0?size=${size}`, { headers: host }), at({ token, index: '0' }));
  await response.arrayBuffer();
  return response.status;
}

/** `GET /api/health/ready`. */
export const readiness = async (): Promise<Answered> =>
  answered(await ready(new Request(`${origin}/api/health/ready`, { headers: host }), at()));
