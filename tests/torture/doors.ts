import { POST as start } from '@/app/api/[operation]/route';
import { GET as ready } from '@/app/api/health/ready/route';
import { POST as upload } from '@/app/api/images/route';

const origin = 'http://localhost:3000';
const none = { params: Promise.resolve({}) };

/** What a door of the HTTP API answered, and the sentence of the one error shape. */
export type Answered = { status: number; said: string };

async function answered(response: Response): Promise<Answered> {
  const body = (await response.json()) as { error?: { message: string } };
  return { status: response.status, said: body.error?.message ?? '' };
}

/** `POST /api/generate` of one prompt under a key of its own, through the route's handler in this process. */
export async function generate(prompt: string, key: string): Promise<Answered> {
  const headers = { host: 'localhost:3000', 'content-type': 'application/json', 'idempotency-key': key };
  const request = new Request(`${origin}/api/generate`, { method: 'POST', headers, body: JSON.stringify({ prompt }) });
  return answered(await start(request, { params: Promise.resolve({ operation: 'generate' }) }));
}

/** `POST /api/images` of one file. */
export async function uploaded(bytes: Buffer): Promise<Answered> {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(bytes)], 'picture.png', { type: 'image/png' }));
  const request = new Request(`${origin}/api/images`, { method: 'POST', headers: { host: 'localhost:3000' }, body });
  return answered(await upload(request, none));
}

/** `GET /api/health/ready`. */
export const readiness = async (): Promise<Answered> =>
  answered(await ready(new Request(`${origin}/api/health/ready`, { headers: { host: 'localhost:3000' } }), none));
