import 'server-only';
import type { z } from 'zod';
import { readForm, readJson, type Bytes, type Source } from '@/lib/server/sandbox/body';
import { readFlat, readPictures, type FlatForm } from '@/lib/server/sandbox/flat-form';
import type { Offer } from '@/lib/server/sandbox/perform';
import type { Plan } from '@/lib/server/sandbox/plan';
import { problem, ruleFault, schemaFault } from '@/lib/server/sandbox/refusals';
import { partKinds } from './wire';

/** What a body comes as (shared/upstream/ideogram.md 2.2). */
type Encoding = 'json' | 'form' | 'either';

async function bodyOf(bytes: Bytes, type: string, encoding: Encoding): Promise<FlatForm | Response> {
  if (encoding === 'json' || (encoding === 'either' && /^application\/json\b/i.test(type))) {
    const json = readJson(bytes, type);
    return json instanceof Response ? json : { values: json.value as FlatForm['values'], files: {} };
  }
  const form = await readForm(bytes, type);
  return form instanceof Response ? form : readFlat(form, partKinds);
}

type Call<Asked> = {
  operation: Offer['operation'];
  /** Where its prompt stands, for refusals that name it. */
  promptPath?: string;
  schema: z.ZodType<Asked>;
  encoding: Encoding;
};

async function readValues<Asked>(
  { schema, encoding }: Call<Asked>,
  bytes: Bytes,
  type: string,
): Promise<{ asked: Asked; files: FlatForm['files'] } | Response> {
  const form = await bodyOf(bytes, type, encoding);
  if (form instanceof Response) return form;
  const body = schema.safeParse(form.values, { reportInput: true });
  return body.success ? { asked: body.data, files: form.files } : schemaFault(body.error);
}

const strange = (name: string): Response =>
  problem(400, `Additional properties are not allowed ('${name}' unexpected)`);

/** A call that works from words. */
export const fromWords = <Asked>(call: Call<Asked>, plan: (asked: Asked) => Plan | Response): Offer => ({
  operation: call.operation,
  promptPath: call.promptPath ?? 'prompt',
  async read(bytes, type) {
    const found = await readValues(call, bytes, type);
    if (found instanceof Response) return found;
    const [stranger] = Object.keys(found.files);
    return stranger === undefined ? plan(found.asked) : strange(stranger);
  },
});

/** A call that works on one picture, in the part of that name. */
export const fromPicture = <Asked>(
  part: 'image' | 'image_file',
  call: Omit<Call<Asked>, 'encoding'>,
  plan: (asked: Asked, source: Source) => Plan | Response,
): Offer => ({
  operation: call.operation,
  promptPath: call.promptPath ?? 'prompt',
  async read(bytes, type) {
    const found = await readValues({ ...call, encoding: 'form' }, bytes, type);
    if (found instanceof Response) return found;
    const stranger = Object.keys(found.files).find((name) => name !== part);
    if (stranger !== undefined) return strange(stranger);
    const files = found.files[part] ?? [];
    if (files.length > 1) return ruleFault(`Only one '${part}' is supported.`);
    const sources = await readPictures(files, part);
    if (sources instanceof Response) return sources;
    const [source] = sources;
    return source ? plan(found.asked, source) : problem(400, `'${part}' is a required property`);
  },
});
