import 'server-only';
import { AppError } from '@/lib/schema/error';
import { environment, type Environment } from './env';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/**
 * Is this Host header one that Atelier answers to: a loopback name with any port, the host of `ATELIER_PUBLIC_URL`,
 * or `ATELIER_HOST` with any port. Anything else may be a foreign name rebound to this address. Forwarded headers
 * are never asked.
 */
export function knownHost(header: string | null, env: Environment = environment()): boolean {
  if (header === null) return false;
  const host = header.toLowerCase();
  if (loopback.test(host)) return true;
  if (env.ATELIER_PUBLIC_URL && new URL(env.ATELIER_PUBLIC_URL).host === host) return true;
  const own = env.ATELIER_HOST.includes(':') ? `[${env.ATELIER_HOST}]` : env.ATELIER_HOST;
  return host.replace(/:\d{1,5}$/, '') === own.toLowerCase();
}

/** Throws `wrong_host` unless the request names a host that Atelier answers to. */
export function checkHost(request: Request): void {
  if (knownHost(request.headers.get('host'))) return;
  throw new AppError(
    'wrong_host',
    'Atelier does not answer to this address. Set ATELIER_PUBLIC_URL to the one you use.',
  );
}

/**
 * Throws `forbidden` when a browser says that another site is asking. A request with neither `Origin` nor
 * `Sec-Fetch-Site` comes from a script and passes; `none` (an address typed by hand) may only read.
 */
export function checkOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const ownSite = site === null || site === 'same-origin' || (site === 'none' && reading);
  if (ownSite && (origin === null || ownOrigin(origin, request.headers.get('host') ?? ''))) return;
  throw new AppError('forbidden', 'This request came from another site.');
}

function ownOrigin(origin: string, host: string, env: Environment = environment()): boolean {
  const own = env.ATELIER_PUBLIC_URL ? new URL(env.ATELIER_PUBLIC_URL) : null;
  if (own?.origin === origin) return true;
  // Where the public address is known its scheme counts too; on a loopback name either scheme is this server.
  return own?.host !== host.toLowerCase() && [`http://${host}`, `https://${host}`].includes(origin);
}

/** The address people reach this server at, without a slash at its end: `ATELIER_PUBLIC_URL`, else the request's own. */
export function publicAddress(request: Request): string {
  const { ATELIER_PUBLIC_URL } = environment();
  if (ATELIER_PUBLIC_URL) return ATELIER_PUBLIC_URL.replace(/\/+$/, '');
  return request.headers.get('origin') ?? `http://${request.headers.get('host')}`;
}
