import 'server-only';
import type { ConnectionRequest } from '@/lib/schema/connection';
import { dialect as knownDialect, optionsOf, addressOf, usualHeader } from './connection-rules';
import { faultsOf, refuse } from './faults';
import type { ConnectionSettings } from './providers/provider';

type Options = NonNullable<ConnectionRequest['options']>;

/** Looks at what the schema alone cannot know: dialect, key and the dialect's own options. Throws `invalid_input`. */
export function checkRequest({ dialect, baseUrl, key, options = {} }: ConnectionRequest): void {
  const known = knownDialect.safeParse(dialect);
  if (!known.success) refuse({ dialect: known.error.issues[0]?.message ?? 'is not known here' });
  if (key === undefined && !addressOf(baseUrl).sandbox) refuse({ key: 'is required' });
  checkOptions(dialect, options);
}

/** Looks at the options by the dialect's own rules; null stands for a secret that is to be forgotten. */
export function checkOptions(dialect: string, options: Options): void {
  const set = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
  const own = optionsOf(dialect).safeParse(set);
  if (own.success) return;
  const faults = Object.entries(faultsOf(own.error, '')).map(([field, fault]): [string, string] => [
    field === '' ? 'options' : `options.${field}`,
    fault.startsWith('Invalid') ? 'is not valid' : fault,
  ]);
  refuse(Object.fromEntries(faults));
}

/** A connection as it is entered, to be spoken to but not kept. Throws as `checkRequest`. */
export function settingsOf(request: ConnectionRequest): ConnectionSettings {
  checkRequest(request);
  const address = addressOf(request.baseUrl);
  const { dialect, label = address.label, pathPrefix = '', auth = usualHeader(dialect) } = request;
  const key = address.sandbox ? 'sandbox' : (request.key ?? '');
  const options = request.options as ConnectionSettings['options'];
  return { ...address, id: '', label, dialect, pathPrefix, auth, key, slots: 1, source: 'page', options };
}
