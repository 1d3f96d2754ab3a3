import 'server-only';
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector, Client } from 'undici';
import { AppError } from '@/lib/schema/error';
import { readCapped, TooManyBytes } from './capped-body';
import { before, headersOf, type Transport } from './http';

/** Every address a name has. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

export type DownloadLimits = {
  maxBytes?: number;
  /** Milliseconds for everything, redirects included. */
  deadlineMs?: number;
  /** `host:port` that may be private and plain http: a person said so (ATELIER_TRUSTED_HOSTS). */
  trustedHosts: string[];
  transport?: Transport;
  resolve?: Resolve;
  /** Waited for before so many bytes more are kept in memory. */
  grow?: (bytes: number) => Promise<void>;
};

const maxRedirects = 3;
const connectMs = 10_000;
const mapped = ipaddr.IPv6.parseCIDR('::/96');

/** True for an address of the public internet; loopback, private, link-local, tunnelled, mapped and reserved are not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // `::a.b.c.d` counts as unicast in the library, yet systems dial it as IPv4.
  if (parsed instanceof ipaddr.IPv6 && parsed.match(mapped)) return false;
  return parsed.range() === 'unicast';
}

/**
 * The bytes behind an address that a provider answered. https only and to public addresses only, looked at as written,
 * as resolved and as connected; at most three redirects, each looked at again; no cookie and no key is ever sent.
 * Hosts in `trustedHosts` may be private and plain http. With a `transport` no socket is opened at all.
 * Throws `lost` (403, 404, 410: the link is dead), `forbidden` (the guard refused the address), `too_large`
 * (over `maxBytes`, counted after decoding), `provider_failed` for the rest, which may be tried again.
 */
export async function download(
  url: string,
  {
    maxBytes = 64 * 1024 * 1024,
    deadlineMs = 60_000,
    trustedHosts,
    transport,
    resolve = resolveAll,
    grow = async () => undefined,
  }: DownloadLimits,
): Promise<Buffer> {
  const signal = AbortSignal.timeout(deadlineMs);
  const body: BodyLimits = { maxBytes, grow: (bytes) => before(signal, grow(bytes)) };
  let at = url;
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const reply = transport
      ? await through(transport, at, signal, body)
      : await fetchOnce(checked(at, trustedHosts), signal, body, resolve);
    if (!('location' in reply)) return reply.bytes;
    at = reply.location;
  }
  throw new AppError('provider_failed', `The link redirects more than ${maxRedirects} times.`);
}

type Checked = { url: URL; trusted: boolean };
type BodyLimits = { maxBytes: number; grow: (bytes: number) => Promise<void> };
type Reply = { bytes: Buffer } | { location: string };

const refused = (message: string): AppError => new AppError('forbidden', message);
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');
/** As it has to stand in ATELIER_TRUSTED_HOSTS. */
const nameOf = (url: URL): string => `${url.hostname}:${portOf(url)}`;

/** What can be said of an address before anything is resolved. */
function checked(address: string, trustedHosts: string[]): Checked {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url) throw refused('The link is not an address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused(`The link is not https but ${url.protocol}`);
  if (url.username || url.password) throw refused('The link carries a user name.');
  const port = portOf(url);
  const name = nameOf(url);
  if (trustedHosts.some((host) => host.toLowerCase() === name)) return { url, trusted: true };
  if (url.protocol === 'http:')
    throw refused(`The link is not https, and ${name} is not in ATELIER_TRUSTED_HOSTS.`);
  if (port !== '443' && Number(port) < 1024) {
    throw refused(`The link names port ${port}, and ${name} is not in ATELIER_TRUSTED_HOSTS.`);
  }
  const literal = isIP(hostOf(url)) > 0;
  if (literal ? !isPublicAddress(hostOf(url)) : /(^|\.)localhost\.?$/.test(url.hostname))
    throw privateHost(url);
  return { url, trusted: false };
}

const privateHost = (url: URL): AppError =>
  refused(`The link leads to ${nameOf(url)}, which is a private address and not in ATELIER_TRUSTED_HOSTS.`);

const resolveAll: Resolve = (host) =>
  new Promise((done, fail) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
  });

async function fetchOnce(
  { url, trusted }: Checked,
  signal: AbortSignal,
  limits: BodyLimits,
  resolve: Resolve,
): Promise<Reply> {
  const addresses = await addressesOf(url, trusted, signal, resolve);
  const client = new Client(url.origin, {
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: pinned(url, addresses, trusted),
  });
  try {
    const reply = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Atelier' },
      signal,
      reset: true,
    });
    const headers = headersOf(reply.headers);
    return await read(reply.statusCode, headers, reply.body, headers.get('content-encoding'), url, limits);
  } catch (cause) {
    throw asAppError(cause, url);
  } finally {
    void client.destroy().catch(() => undefined);
  }
}

/** All addresses of the host, each looked at; one private address among them refuses the host. */
async function addressesOf(
  url: URL,
  trusted: boolean,
  signal: AbortSignal,
  resolve: Resolve,
): Promise<LookupAddress[]> {
  const host = hostOf(url);
  const literal = isIP(host);
  if (literal) return [{ address: host, family: literal }];
  const addresses = await before(signal, resolve(host)).catch((cause: unknown) => {
    throw asAppError(cause, url);
  });
  if (addresses.length === 0) throw new AppError('provider_failed', `${host} has no address.`);
  if (!trusted && !addresses.every(({ address }) => isPublicAddress(address))) throw privateHost(url);
  return addresses;
}

/** Dials only the addresses that were looked at, and looks again at the one that answered. */
function pinned(url: URL, addresses: LookupAddress[], trusted: boolean): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectMs,
    allowH2: false,
    lookup: (_host, options, callback) => {
      const [first] = addresses;
      if (options.all || !first) callback(null, addresses);
      else callback(null, first.address, first.family);
    },
  });
  return (options, callback) =>
    connect(options, (...result) => {
      const socket = result[1];
      if (!socket || trusted || isPublicAddress(socket.remoteAddress ?? '')) return callback(...result);
      socket.destroy();
      callback(privateHost(url), null);
    });
}

async function through(
  transport: Transport,
  address: string,
  signal: AbortSignal,
  limits: BodyLimits,
): Promise<Reply> {
  const url = new URL(address);
  try {
    const reply = await before(signal, transport(new Request(url, { signal, redirect: 'manual' })));
    return await before(signal, read(reply.status, reply.headers, reply.body ?? [], null, url, limits));
  } catch (cause) {
    throw asAppError(cause, url);
  }
}

async function read(
  status: number,
  headers: Headers,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: string | null,
  url: URL,
  { maxBytes, grow }: BodyLimits,
): Promise<Reply> {
  if (status === 403 || status === 404 || status === 410) {
    throw new AppError('lost', `The link is dead: ${url.host} answered ${status}.`);
  }
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location) {
    if (!URL.canParse(location, url))
      throw refused('The link redirects to something that is not an address.');
    return { location: new URL(location, url).href };
  }
  if (status !== 200)
    throw new AppError('provider_failed', `${url.host} answered ${status} instead of the picture.`);
  const told = Number(headers.get('content-length') ?? 0);
  if (told > maxBytes) throw tooLarge(maxBytes);
  return { bytes: await readCapped(body, encoding, maxBytes, grow) };
}

const tooLarge = (maxBytes: number): AppError =>
  new AppError('too_large', `The picture is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB.`);

function asAppError(cause: unknown, url: URL): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof TooManyBytes)
    return new AppError('too_large', `The picture at ${url.host} is too large.`, { cause });
  return new AppError('provider_failed', `${url.host} did not give the picture.`, { cause });
}
