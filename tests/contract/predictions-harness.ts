import { setTimeout as sleep } from 'node:timers/promises';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { inOneMoment } from './one-moment';
import { get, origin, post } from './sandbox-harness';

const base = '/sandbox/replicate/v1';
const owner = 'ideogram-ai';

export type Prediction = {
  id: string; model: string; version: string; status: string; input: Record<string, unknown>; output: string | null;
  error: string | null; logs: string; data_removed: boolean; created_at: string; started_at?: string;
  completed_at?: string; metrics?: Record<string, number>; urls: Record<string, string>;
};

/** Creates a prediction; the reply as it came. */
export const create = (input: Record<string, unknown>, model = 'ideogram-v2-turbo', headers = {}, signal?: AbortSignal) =>
  post({ input }, { path: `${base}/models/${owner}/${model}/predictions`, headers, signal });

export const predictionOf = async (response: Response): Promise<Prediction> => (await response.json()) as Prediction;

const call = (method: 'GET' | 'POST', path: string, headers: Record<string, string>) =>
  sandbox(new Request(`${origin}${base}/predictions/${path}`, { method, headers }));
const key = { authorization: 'Bearer a-key' };
export const ask = (id: string, headers: Record<string, string> = key) => call('GET', id, headers);
export const cancel = (id: string, headers: Record<string, string> = key) => call('POST', `${id}/cancel`, headers);

const open = new Set(['starting', 'processing']);

/** Asks until it has ended; every status it went through after these, and how it stands at the end. */
export async function follow(id: string, statuses: string[] = []): Promise<{ statuses: string[]; last: Prediction }> {
  for (;;) {
    const last = await predictionOf(await ask(id));
    if (statuses.at(-1) !== last.status) statuses.push(last.status);
    if (!open.has(last.status)) return { statuses, last };
    await sleep(25);
  }
}

/** No longer does it only start. */
const startingMs = 300;

/** Creates one and follows it to its end. The clock stands for the first looks: no status is over before it was seen. */
export async function finished(input: Record<string, unknown>, model?: string) {
  const made = await inOneMoment(async () => {
    const response = await create(input, model);
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return predictionOf(response);
  });
  const soon = await inOneMoment(async () => predictionOf(await ask(made.id)), startingMs);
  await sleep(startingMs);
  return follow(made.id, [...new Set([made.status, soon.status])]);
}

export const charges = async (): Promise<Record<string, unknown>[]> =>
  (await (await get('/sandbox/ledger')).json()) as Record<string, unknown>[];
