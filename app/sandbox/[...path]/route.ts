import { AppError } from '@/lib/schema/error';
import { environment } from '@/lib/server/env';
import { checkHost, checkOrigin } from '@/lib/server/origin';
import { broken, SandboxFault } from '@/lib/server/sandbox/delivery';
import { problem } from '@/lib/server/sandbox/refusals';
import { sandbox } from '@/lib/server/sandbox/sandbox';

export const dynamic = 'force-dynamic';

/**
 * The built-in gateway over HTTP, for software built on these services; 404 when ATELIER_SANDBOX is `off`.
 */
async function handle(request: Request): Promise<Response> {
  try {
    checkHost(request);
    checkOrigin(request);
    if (environment().ATELIER_SANDBOX === 'off') return problem(404, 'The sandbox is switched off.');
    return await sandbox(asCalled(request));
  } catch (error) {
    // A body that breaks before its first byte makes Next destroy the socket, so nothing is answered.
    if (error instanceof SandboxFault) return new Response(broken(new Uint8Array(0)));
    if (error instanceof AppError) return problem(error.status, error.message);
    throw error;
  }
}

/** The request at the address its caller used. Next's own names the one it listens on, and links must not. */
function asCalled(request: Request): Request {
  const { ATELIER_PUBLIC_URL } = environment();
  const host = request.headers.get('host');
  const open = ATELIER_PUBLIC_URL ? new URL(ATELIER_PUBLIC_URL) : null;
  const origin = open?.host === host ? open?.origin : `http://${host}`;
  const { pathname, search } = new URL(request.url);
  return new Request(`${origin}${pathname}${search}`, request);
}

export { handle as GET, handle as POST };
