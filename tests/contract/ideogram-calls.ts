import { expect } from '@playwright/test';
import type { Model } from '../../lib/schema/model';
import { operations } from '../../lib/schema/operation';
import { ideogram } from '../../lib/server/providers/ideogram';
import type { Incoming, Outgoing, Step } from '../../lib/server/providers/provider';
import { fakeContext, incoming, recording } from './recording';

export type Recorded = {
  request: Record<string, unknown>;
  status: number;
  headers: Record<string, string>;
  body: unknown;
};
export type Pictures = { data: { prompt: string; url: string; seed: number }[] };

export const replay = (name: string): Incoming => {
  const { status, body, headers } = recording<Recorded>(name);
  return incoming(status, body, headers);
};
export const one = (fields: Record<string, unknown>): Incoming =>
  incoming(200, {
    created: 'x',
    data: [{ url: 'https://i.invalid/1.png', seed: 1, is_image_safe: true, ...fields }],
  });

export function card(id: string): Model {
  const model = ideogram.models.find((candidate) => candidate.id === id);
  if (!model) throw new Error(`no card ${id}`);
  return model;
}

export async function generate(body: unknown, id = 'ideogram-v2', reply = replay('generate'), settings = {}) {
  const fake = fakeContext(reply, settings);
  const step = await ideogram.start.generate?.(operations.generate.parse(body), card(id), fake.context);
  return { ...fake, step };
}
export async function remix(body: unknown, id = 'ideogram-v2', reply = replay('remix')) {
  const fake = fakeContext(reply);
  const step = await ideogram.start.remix?.(operations.remix.parse(body), card(id), fake.context);
  return { ...fake, step };
}

export const only = (sent: Outgoing[]): Outgoing => {
  expect(sent).toHaveLength(1);
  const [request] = sent;
  if (!request) throw new Error('nothing was sent');
  return request;
};
export const jsonOf = (sent: Outgoing[]): unknown => JSON.parse(String(only(sent).body));
export const requestOf = (sent: Outgoing[]): Record<string, unknown> =>
  (jsonOf(sent) as { image_request: Record<string, unknown> }).image_request;
export const formOf = (sent: Outgoing[]): FormData => {
  const { body } = only(sent);
  if (!(body instanceof FormData)) throw new Error('no form was sent');
  return body;
};
export const outputs = (step: Step | undefined) => {
  if (step?.state !== 'done') throw new Error('not done');
  return step.outputs;
};
