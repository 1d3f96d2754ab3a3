import 'server-only';
import { connectionFields, sandboxWord, type KeyHeader, type Recognised } from '@/lib/schema/connection';
import { usualHeader } from './connection-rules';
import { refuse } from './faults';

type Hint = { path: RegExp; dialect: string; prefix: (path: string) => string };

const before = (part: string) => (path: string) => path.slice(0, path.indexOf(part));

/** What a path gives away, the most telling first (shared/upstream/gateways.md A.1, B.1, C.1). */
const hints: Hint[] = [
  { path: /\/replicate(?:\/|$)/, dialect: 'replicate', prefix: (path) => `${before('/replicate')(path)}/replicate` },
  { path: /\/api\/ideogram(?:\/|$)/, dialect: 'ideogram-web', prefix: before('/api/ideogram') },
  { path: /^\/sandbox\/web$/, dialect: 'ideogram-web', prefix: () => '/sandbox/web' },
  { path: /^\/sandbox$/, dialect: 'ideogram-official', prefix: () => '/sandbox' },
  { path: /\/v1\/ideogram-v3(?:\/|$)/, dialect: 'ideogram-v3', prefix: before('/v1/ideogram-v3') },
  { path: /\/v1\/ideogram-v4(?:\/|$)/, dialect: 'ideogram-v4', prefix: before('/v1/ideogram-v4') },
  { path: /\/v2\/(?:image|generations)(?:\/|$)/, dialect: 'ideogram-v4', prefix: before('/v2/') },
  {
    path: /\/ideogram(?:\/v1)?(?:\/(?:generate|remix|upscale|describe))?$/,
    dialect: 'ideogram',
    prefix: (path) => path.replace(/\/(?:generate|remix|upscale|describe)$/, ''),
  },
];

/** Gateways that take `Api-Key` although they are none of Ideogram's own hosts (gateways.md 0). */
const apiKeyHosts = /(?:^|\.)(?:aihubmix\.com|uniapi\.(?:ai|io))$/;

/**
 * What an address alone tells of a connection; nothing is asked. It may be pasted as documents show it: without a
 * scheme, with a path of an operation at its end. Throws `invalid_input` for what is no address.
 */
export function recognise(told: string): Recognised {
  if (told === sandboxWord) {
    return found('ideogram-official', sandboxWord, '/sandbox', 'api-key', 'Sandbox');
  }
  const url = urlOf(told);
  const path = url.pathname.replace(/\/+$/, '');
  const { hostname, origin } = url;
  if (/(?:^|\.)ideogram\.ai$/.test(hostname)) {
    return found('ideogram-official', 'https://api.ideogram.ai', '', 'api-key', 'Ideogram');
  }
  if (hostname === 'api.replicate.com') return found('replicate', origin, '', 'bearer', 'Replicate');
  const hint = hints.find((one) => one.path.test(path));
  const header: KeyHeader =
    apiKeyHosts.test(hostname) && hint && usualHeader(hint.dialect) === 'api-key' ? 'api-key' : 'bearer';
  const prefix = hint ? hint.prefix(path) : path;
  return found(hint?.dialect ?? null, origin, prefix, header, hostname);
}

function urlOf(told: string): URL {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(told) ? told : `https://${told}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || /\s/.test(told))
    return refuse({ baseUrl: 'must be an http or https address' });
  if (!connectionFields.pathPrefix.safeParse(url.pathname.replace(/\/+$/, '')).success)
    return refuse({ baseUrl: 'has a path that cannot be a prefix' });
  return url;
}

const found = (
  dialect: string | null,
  baseUrl: string,
  pathPrefix: string,
  auth: KeyHeader,
  label: string,
): Recognised => ({ dialect, baseUrl, pathPrefix, auth, label });
