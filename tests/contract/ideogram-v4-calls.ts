import { expect } from '@playwright/test';
import { operations, type Inputs } from '../../lib/schema/operation';
import { ideogramV4 } from '../../lib/server/providers/ideogram-v4';
import type { ConnectionSettings, Incoming, Outgoing } from '../../lib/server/providers/provider';
import { fakeContext, incoming, recording } from './recording';

export const official: Partial<ConnectionSettings> = {
  dialect: 'ideogram-v4', baseUrl: 'https://api.ideogram.ai', pathPrefix: '', auth: 'api-key',
};
export const older: Partial<ConnectionSettings> = { ...official, options: { api: 'v1' } };
/** A gateway that keeps its legacy paths below /ideogram/v1. */
export const gateway: Partial<ConnectionSettings> = { dialect: 'ideogram-v4', pathPrefix: '/ideogram/v1' };

export type Told = { name: string; status: number; body: Record<string, unknown> };
export const generations = recording<Told[]>('generations', 'ideogram-v4');
export const generation = (name: string): Incoming => {
  const found = generations.find((entry) => entry.name === name);
  if (!found) throw new Error(`no recording ${name}`);
  return incoming(found.status, found.body);
};
export const id = 'Zk3v-Yx_0Q9sT1u2W3x4Y5';
export const running = { state: 'running', handle: { generationId: id }, progress: null };

const answers = recording<Record<string, Told>>('answers', 'ideogram-v4');
export const answer = (name: string): Incoming => {
  const found = answers[name];
  if (!found) throw new Error(`no recording ${name}`);
  return incoming(found.status, found.body);
};

export function card(name: string) {
  const model = ideogramV4.models.find((entry) => entry.id === name);
  if (!model) throw new Error(`no card ${name}`);
  return model;
}

type Started = Extract<keyof typeof ideogramV4.start, keyof Inputs>;

/** Begins an operation against one reply; what was sent, and the step. */
export async function start(operation: Started, body: object, model: string, reply: Incoming, settings = official) {
  const fake = fakeContext(reply, settings);
  const input: never = operations[operation].parse(body) as never;
  const step = await ideogramV4.start[operation]?.(input, card(model), fake.context);
  return { ...fake, step };
}

export async function poll(reply: Incoming, handle: { generationId: string } = { generationId: id }) {
  const fake = fakeContext(reply, official);
  return { ...fake, step: await ideogramV4.poll?.(handle, fake.context) };
}

export const only = (sent: Outgoing[]): Outgoing => {
  expect(sent).toHaveLength(1);
  const [request] = sent;
  if (!request) throw new Error('nothing was sent');
  return request;
};
export const jsonOf = (sent: Outgoing[]): unknown => JSON.parse(String(only(sent).body));

/** The text fields of a form, and the names of its files. */
export function formOf(sent: Outgoing[]): { fields: Record<string, string>; files: string[] } {
  const { body } = only(sent);
  if (!(body instanceof FormData)) throw new Error('no form was sent');
  const fields: Record<string, string> = {};
  const files: string[] = [];
  for (const [name, value] of body) {
    if (typeof value === 'string') fields[name] = value;
    else files.push(name);
  }
  return { fields, files };
}
