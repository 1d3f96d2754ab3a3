import type { Model } from '../../lib/schema/model';
import { operations } from '../../lib/schema/operation';
import type { WebOperation } from '../../lib/server/providers/ideogram-web-templates';
import { ideogramWeb } from '../../lib/server/providers/ideogram-web';
import type { Context, Incoming, Json, Step } from '../../lib/server/providers/provider';
import { fakeContext, incoming, recording } from './recording';

export type Recorded = { status: number; headers: Record<string, string>; body: { sampling_requests: Sampled[] } };
export type Sampled = Record<string, unknown> & {
  request_id: string;
  seed: number;
  responses: { response_id: string; image_url?: string; prompt: string; cover: boolean }[];
};

export const recorded = (): Recorded => recording<Recorded>('task-request', 'ideogram-web');

/** The documented example's one task. */
export function sample(): Sampled {
  const [only] = recorded().body.sampling_requests;
  if (!only) throw new Error('nothing recorded');
  return only;
}

export const allOn = { templates: { generate: true, remix: true, upscale: true, describe: true } };
const settings = { id: 'lolo', label: 'lolo', dialect: 'ideogram-web', pathPrefix: '', options: allOn };

export type Settings = NonNullable<Parameters<typeof fakeContext>[1]>;

export const webContext = (reply: Incoming, changed: Settings = {}) => fakeContext(reply, { ...settings, ...changed });

export const accepted = (): Incoming => incoming(200, { request_id: 'QGvBNC-SReSCnZ7y-hnYbg' });

export function webCard(id = 'ideogram-web-auto'): Model {
  const model = ideogramWeb.models.find((candidate) => candidate.id === id);
  if (!model) throw new Error(`no card ${id}`);
  return model;
}

const cards: Record<WebOperation, string> = {
  generate: 'ideogram-web-auto',
  remix: 'ideogram-web-auto',
  upscale: 'ideogram-web-upscale',
  describe: 'ideogram-web-describe',
};

/** Starts an operation as the worker does: the body parsed, the card chosen. */
export function start(name: WebOperation, body: object, context: Context, id = cards[name]): Promise<Step> {
  const begin = ideogramWeb.start[name];
  if (!begin) throw new Error(`no ${name}`);
  return begin(operations[name].parse(body) as never, webCard(id), context);
}

export function poll(handle: Json, context: Context): Promise<Step> {
  if (!ideogramWeb.poll) throw new Error('no poll');
  return ideogramWeb.poll(handle, context);
}

/** What is thrown, as its code and message. */
export const failure = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
