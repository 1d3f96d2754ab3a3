import type { Model } from '../../lib/schema/model';
import { operations } from '../../lib/schema/operation';
import { ideogramV3 } from '../../lib/server/providers/ideogram-v3';
import type { ConnectionSettings, Incoming, Outgoing, Step } from '../../lib/server/providers/provider';
import { formOf, only, type Recorded } from './ideogram-calls';
import { fakeContext, incoming, recording } from './recording';

export type MakingName = 'generate' | 'remix' | 'reframe' | 'replace-background';

export const replay = (name: string): Incoming => {
  const { status, body, headers } = recording<Recorded>(name, 'ideogram-v3');
  return incoming(status, body, headers);
};

export function card(id: string): Model {
  const model = ideogramV3.models.find((candidate) => candidate.id === id);
  if (!model) throw new Error(`no card ${id}`);
  return model;
}

type Options = { id?: string; reply?: Incoming; settings?: Partial<ConnectionSettings> };

/** Asks for an operation as the page would, over a wire that keeps what was sent. */
export async function ask(
  name: MakingName,
  body: unknown,
  { id = 'ideogram-v3', reply = replay(name), settings = { pathPrefix: '/ideogram' } }: Options = {},
) {
  const fake = fakeContext(reply, settings);
  const start = ideogramV3.start[name] as (input: unknown, model: Model, context: unknown) => Promise<Step>;
  const step = await start(operations[name].parse(body), card(id), fake.context);
  return { ...fake, step };
}

/** The text parts of a form by name: a string, or a list where the name is repeated. */
export function textsOf(sent: Outgoing[]): Record<string, string | string[]> {
  const form = formOf(sent);
  const names = new Set([...form].filter(([, value]) => typeof value === 'string').map(([name]) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = form.getAll(name).map(String);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** The names of the file parts, in order. */
export const filesIn = (sent: Outgoing[]): string[] =>
  [...formOf(sent)].filter(([, value]) => typeof value !== 'string').map(([name]) => name);

export const urlOf = (sent: Outgoing[]): string => only(sent).url;
