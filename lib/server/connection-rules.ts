import 'server-only';
import { z } from 'zod';
import { connectionFields, sandboxWord, type KeyHeader } from '@/lib/schema/connection';
import { provider, providers } from './providers/index';
import type { ConnectionSettings } from './providers/provider';
import { sandboxOrigin } from './sandbox-origin';

/** The dialects by the registry's keys, in its order. */
export const dialects = Object.keys(providers);

/** One of the registry's keys. */
export const dialect = connectionFields.dialect.refine(
  (name) => dialects.includes(name),
  `must be one of ${dialects.join(', ')}`,
);

/** Stands in every address after `/api/connections/`, in searches and in the tasks' rows. */
export const connectionId = z
  .string({ error: ({ input }) => (input === undefined ? undefined : 'must be text') })
  .max(64, 'must be at most 64 characters')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens');

/** What a dialect takes beyond the common fields; one without options of its own takes none. */
export const optionsOf = (name: string): z.ZodType => provider(name)?.options ?? z.strictObject({});

const bearerOnly = new Set(['ideogram-web', 'replicate']);

/** How the key travels when nobody says: Ideogram's own APIs take `Api-Key` (shared/upstream/ideogram.md 2.1). */
export const usualHeader = (name: string): KeyHeader => (bearerOnly.has(name) ? 'bearer' : 'api-key');

/** The address that is spoken to, whether it is the built-in gateway, and what the connection is called unless told. */
export function addressOf(baseUrl: string): Pick<ConnectionSettings, 'baseUrl' | 'sandbox' | 'label'> {
  if (baseUrl === sandboxWord) return { baseUrl: sandboxOrigin, sandbox: true, label: 'Sandbox' };
  const address = baseUrl.replace(/\/+$/, '');
  return { baseUrl: address, sandbox: false, label: new URL(address).hostname };
}

/** The address as it is written down and shown. */
export const writtenAddress = ({ baseUrl }: Pick<ConnectionSettings, 'baseUrl'>): string =>
  baseUrl === sandboxOrigin ? sandboxWord : baseUrl;

/** The host for people. */
export const hostOf = ({ baseUrl, sandbox }: Pick<ConnectionSettings, 'baseUrl' | 'sandbox'>): string =>
  sandbox ? 'sandbox' : new URL(baseUrl).host;
