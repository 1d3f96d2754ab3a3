import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { environment } from '@/lib/server/env';
import { knownHost } from '@/lib/server/origin';

/**
 * Every page: refused under a foreign host name, else given a policy with a nonce of its own. Routes under /api,
 * /sandbox and share files guard themselves (lib/server/route.ts) and never pass here: a proxy cuts long bodies.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!knownHost(request.headers.get('host'))) {
    return new NextResponse(
      'Atelier does not answer to this address. Set ATELIER_PUBLIC_URL to the one you use.\n',
      {
        status: 421,
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
      },
    );
  }
  const nonce = randomBytes(18).toString('base64');
  const policy = pagePolicy(nonce, process.env.NODE_ENV === 'development');
  const secure = servedOverTls(request);
  const full = secure ? `${policy}; upgrade-insecure-requests` : policy;
  const headers = new Headers(request.headers);
  // Next reads the nonce from this header; whatever a caller sent in its place must not reach it.
  headers.delete('content-security-policy-report-only');
  headers.set('content-security-policy', full);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', full);
  if (secure) response.headers.set('Strict-Transport-Security', 'max-age=31536000');
  if (request.nextUrl.pathname.startsWith('/s/'))
    response.headers.set('X-Robots-Tag', 'noindex, noimageindex');
  return response;
}

/** React's development build evaluates code and injects styles, and hot reload speaks over a socket. */
function pagePolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src-elem 'self' 'unsafe-inline'" : `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Only the public address says so: a loopback or LAN install over http must not be told to upgrade. */
function servedOverTls(request: NextRequest): boolean {
  const { ATELIER_PUBLIC_URL } = environment();
  if (!ATELIER_PUBLIC_URL) return false;
  const own = new URL(ATELIER_PUBLIC_URL);
  return own.protocol === 'https:' && own.host === request.headers.get('host')?.toLowerCase();
}

export const config = {
  matcher: ['/((?!api(?:/|$)|sandbox(?:/|$)|_next/static/|s/[^/]+/[^/]+$).*)'],
};
