import 'server-only';
import { z } from 'zod';
import type { ConnectionRequest } from '@/lib/schema/connection';
import type { OwnPrices } from '@/lib/schema/own-price';
import { dialect as knownDialect, optionsOf, addressOf, usualHeader } from './connection-rules';
import { parse, refuse } from './faults';
import { unknownPrices } from './own-prices';
import type { ConnectionSettings } from './providers/provider';

type Options = NonNullable<ConnectionRequest['options']>;

/** Looks at what the schema alone cannot know: dialect, key and the dialect's own options. Throws `invalid_input`. */
export function checkRequest({ dialect, baseUrl, key, options = {}, prices }: ConnectionRequest): void {
  const known = knownDialect.safeParse(dialect);
  if (!known.success) refuse({ dialect: known.error.issues[0]?.message ?? 'is not known here' });
  if (key === undefined && !addressOf(baseUrl).sandbox) refuse({ key: 'is required' });
  checkOptions(dialect, options);
  if (prices) checkPrices(dialect, prices);
}

/** Looks at the options by the dialect's own rules; null stands for a secret that is to be forgotten. */
export function checkOptions(dialect: string, options: Options): void {
  const set = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
  parse(z.object({ options: optionsOf(dialect) }), { options: set }, 'options');
}

/** Looks for models that the dialect does not have. Throws `invalid_input`. */
export function checkPrices(dialect: string, prices: OwnPrices): void {
  const unknown = unknownPrices(dialect, prices);
  if (Object.keys(unknown).length > 0) refuse(unknown);
}

/** A connection as it is entered, to be spoken to but not kept. Throws as `checkRequest`. */
export function settingsOf(request: ConnectionRequest): ConnectionSettings {
  checkRequest(request);
  const address = addressOf(request.baseUrl);
  const { dialect, label = address.label, pathPrefix = '', auth = usualHeader(dialect), prices } = request;
  const key = address.sandbox ? 'sandbox' : (request.key ?? '');
  const options = request.options as ConnectionSettings['options'];
  return { ...address, id: '', label, dialect, pathPrefix, auth, key, slots: 1, source: 'page', options, prices };
}
