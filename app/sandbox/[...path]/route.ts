import { environment } from '@/lib/server/env';
import { broken, SandboxFault } from '@/lib/server/sandbox/delivery';
import { problem } from '@/lib/server/sandbox/refusals';
import { sandbox } from '@/lib/server/sandbox/sandbox';

export const dynamic = 'force-dynamic';

/** The built-in gateway over HTTP, for software that is built on these services; 404 when ATELIER_SANDBOX is `off`. */
async function handle(request: Request): Promise<Response> {
  if (environment().ATELIER_SANDBOX === 'off') return problem(404, 'The sandbox is switched off.');
  try {
    return await sandbox(asCalled(request));
  } catch (error) {
    // A body that breaks before its first byte makes Next destroy the socket, so nothing is answered.
    if (error instanceof SandboxFault) return new Response(broken(new Uint8Array(0)));
    throw error;
  }
}

/** The request at the address its caller used; Next's own names the address it listens on, and links must not. */
function asCalled(request: Request): Request {
  const url = new URL(request.url);
  const scheme = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  const host = request.headers.get('host');
  return host ? new Request(new URL(url.pathname + url.search, `${scheme ?? 'http'}://${host}`), request) : request;
}

export { handle as GET, handle as POST };
