import 'server-only';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SandboxFault } from './delivery';
import { sandbox } from './sandbox';

/**
 * The sandbox on a plain HTTP server of its own, on loopback, for tests and for software that is built on
 * these services. `port` 0, the default, takes a free one. A broken connection is a destroyed socket.
 */
export async function serveSandbox(port = 0): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => void reply(incoming, outgoing));
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function reply(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const left = new AbortController();
  outgoing.once('close', () => left.abort());
  try {
    const response = await sandbox(toRequest(incoming, left.signal));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) await pipeline(Readable.from(response.body), outgoing);
    else outgoing.end();
  } catch (error) {
    incoming.socket.destroy();
    if (!(error instanceof SandboxFault) && !left.signal.aborted) throw error;
  }
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
  const bare = incoming.method === 'GET' || incoming.method === 'HEAD';
  const body = bare ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  const { method } = incoming;
  const init: RequestInit & { duplex: 'half' } = { method, headers, signal, body, duplex: 'half' };
  return new Request(url, init);
}
