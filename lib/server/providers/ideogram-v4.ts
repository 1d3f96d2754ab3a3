import 'server-only';
import { z } from 'zod';
import type { Model } from '@/lib/schema/model';
import type { Inputs, Operation, OperationName } from '@/lib/schema/operation';
import {
  filePart,
  formOf,
  keyHeaders,
  namesOf,
  post,
  readPictures,
  senderOf,
  versionedPath,
} from './ideogram-exchange';
import { ideogramV4Models, offeredBy, type Api } from './ideogram-v4-models';
import { probesOf } from './ideogram-v4-probes';
import {
  handleShape,
  readDescription,
  readMagicPrompt,
  readQuote,
  readStanding,
  readStarted,
} from './ideogram-v4-replies';
import { wireOf, type Wire } from './ideogram-v4-wire';
import { fieldNames } from './ideogram-v4-words';
import type { ConnectionSettings, Context, Incoming, Provider, Step } from './provider';
import type { Sender } from './replies';

const options = z.strictObject({ api: z.enum(['v1', 'v2']).default('v2') });

/** Which of the two APIs a connection speaks. */
const apiOf = ({ options: set }: ConnectionSettings): Api => (set?.['api'] === 'v1' ? 'v1' : 'v2');

/**
 * Whether whoever answers there is known to know `dry_run`. A gateway that does not would run what it was to price, so
 * none is ever asked.
 */
const tellsPrices = ({ baseUrl, sandbox }: ConnectionSettings): boolean =>
  sandbox || new URL(baseUrl).hostname === 'api.ideogram.ai';

/**
 * Ideogram 4.0 and 4.5 (shared/upstream/ideogram.md 7, 8.3, 10). By default over the v2 API, which takes a request on,
 * answers an id and is asked after it; with the option `api: 'v1'`, for gateways that only pass v1 on, in one
 * synchronous exchange. v1's own asynchronous calls are not used: they demand a webhook address that is open to the
 * internet (7.6), which a studio at home does not have. Errors are those of readReply.
 */
export const ideogramV4: Provider = {
  label: 'Ideogram 4',
  models: ideogramV4Models,
  options,
  offered: (connection) => offeredBy(apiOf(connection), tellsPrices(connection)),
  start: {
    generate: (input, model, context) => make('generate', input, model, context),
    remix: (input, model, context) => make('remix', input, model, context),
    'remove-background': (input, model, context) => make('remove-background', input, model, context),

    async describe(input, model, context) {
      const wire = wireOf({ operation: 'describe', ...input }, model, apiOf(context.connection));
      return readDescription(await send(wire, context), sender(context, wire));
    },

    async 'magic-prompt'(input, model, context) {
      const wire = wireOf({ operation: 'magic-prompt', ...input }, model, apiOf(context.connection));
      return readMagicPrompt(await send(wire, context), sender(context, wire));
    },
  },

  async poll(handle, context) {
    const { generationId } = handleShape.parse(handle);
    const { connection } = context;
    const path = versionedPath(connection, 'v2', `/generations/${encodeURIComponent(generationId)}`);
    const request = { method: 'GET', url: `${connection.baseUrl}${path}`, headers: keyHeaders(connection) } as const;
    const reply = await context.send(request);
    return readStanding(reply, { generationId }, context);
  },

  /** A dry run: it checks and prices the very request without running it (10.1). */
  async quote(operation, model, context) {
    const { connection } = context;
    if (apiOf(connection) === 'v1' || !tellsPrices(connection)) return null;
    if (!model.operations[operation.operation]?.quoted) return null;
    const wire = wireOf(operation, model, 'v2');
    const reply = await send(wire, context, '?dry_run=true');
    return readQuote(reply, sender(context, wire));
  },

  doctor: {
    answers: 'both',
    probes: (connection) => probesOf(connection, apiOf(connection), tellsPrices(connection)),
  },
};

async function make<Name extends Extract<OperationName, 'generate' | 'remix' | 'remove-background'>>(
  operation: Name,
  input: Inputs[Name],
  model: Model,
  context: Context,
): Promise<Step> {
  const api = apiOf(context.connection);
  const wire = wireOf({ operation, ...input } as Operation, model, api);
  const reply = await send(wire, context);
  return api === 'v1' ? readPictures(reply, '', sender(context, wire)) : readStarted(reply, sender(context, wire));
}

/** As JSON, or as a form where a picture goes with it. */
async function send({ version, path, fields, picture }: Wire, context: Context, query = ''): Promise<Incoming> {
  const body = picture
    ? formOf(fields, { [picture.part]: [await filePart(picture.imageId, context)] })
    : JSON.stringify(fields);
  return post(versionedPath(context.connection, version, path) + query, body, context);
}

const sender = (context: Context, { fields, picture }: Wire): Sender =>
  senderOf(context, fieldNames, [...namesOf(fields), ...(picture ? [picture.part] : [])]);
