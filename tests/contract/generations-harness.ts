import { sandbox } from '@/lib/server/sandbox/sandbox';
import { get, origin, post, send, type Item } from './sandbox-harness';

export type Generation = {
  generation_id: string; status: 'pending' | 'completed' | 'failed'; created: string; data?: Item[];
  failure_reason?: string; usage_cost_usd_micros?: number;
};
export type Started = { generation_id: string; seed: number; data?: Item[] };

/** A JSON call of v2; `query` with its question mark. */
export const make = (call: string, body: Record<string, unknown>, query = '') =>
  post({ prompt: 'a quiet harbour', ...body }, { path: `/sandbox/v2/image/${call}${query}` });

/** A multipart call of v2. */
export const work = (call: string, parts: Parameters<typeof send>[1]) => send(`../v2/image/${call}`, parts);

export const startedOf = async (response: Response): Promise<Started> => {
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Started;
};

const headers = { 'api-key': 'a-key' };
export const ask = (id: string, version = 'v2') =>
  sandbox(new Request(`${origin}/sandbox/${version}/generations/${id}`, { headers }));

/** Asks until it has ended; every status it went through, and how it stands at the end. */
export async function follow(id: string): Promise<{ statuses: string[]; last: Generation }> {
  const statuses: string[] = [];
  for (;;) {
    const last = (await (await ask(id)).json()) as Generation;
    if (statuses.at(-1) !== last.status) statuses.push(last.status);
    if (last.status !== 'pending') return { statuses, last };
    await new Promise((later) => setTimeout(later, 25));
  }
}

/** Asks for one with `async` and follows it to its end. */
export const finished = async (call: string, body: Record<string, unknown>) =>
  follow((await startedOf(await make(call, { async: true, ...body }))).generation_id);

export const charges = async (): Promise<Record<string, unknown>[]> =>
  (await (await get('/sandbox/ledger')).json()) as Record<string, unknown>[];
