import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { freshData } from './contract/sandbox-harness';
import { serve } from './workshop';

const paths = { generate: '/generate', remix: '/remix', upscale: '/upscale', describe: '/describe' };

/**
 * A gateway on loopback: the sandbox in a process that is not the studio's, behind a door that knows keys. It lacks the
 * operations it is told to lack, and counts what a real one would bill.
 */
export class Gateway {
  readonly origin: string;
  readonly env: Record<string, string>;
  readonly close: () => Promise<void>;
  /** Keys it does not take. */
  refused = new Set<string>();
  lacking = new Set<keyof typeof paths>();
  /** Answers nothing but that it is down, and begins nothing. */
  down = false;
  /** Every paid call it was sent. */
  paid: string[] = [];
  /** The keys it was sent, as they came. */
  keys = new Set<string>();

  private held = Promise.resolve();

  private constructor({ origin, host, close }: { origin: string; host: string; close(): Promise<void> }) {
    this.origin = origin;
    this.env = { ATELIER_TRUSTED_HOSTS: host };
    this.close = close;
  }

  static async open(): Promise<Gateway> {
    freshData();
    let gateway: Gateway | null = null;
    const door = await serve((request, response) => {
      gateway?.answer(request, response).catch(() => response.destroy());
    });
    gateway = new Gateway(door);
    return gateway;
  }

  /** Has met nobody yet, lacks nothing and takes every key. */
  forget(): void {
    this.paid = [];
    for (const known of [this.refused, this.lacking, this.keys]) known.clear();
  }

  /** From now on nothing paid begins that was taken on, until what this returns is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.held = promise;
    return resolve;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', method = 'GET', headers } = request;
    const body = await buffer(request);
    const sent = String(headers['authorization'] ?? headers['api-key'] ?? '');
    if (sent !== '') this.keys.add(sent);
    const tell = (status: number, error: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    if (this.down) return void tell(503, 'down for a while');
    if (this.refused.has(sent.replace(/^Bearer /, ''))) return void tell(401, 'unknown key');
    if ([...this.lacking].some((operation) => url.endsWith(paths[operation]))) return void tell(404, 'no such route');
    if (method === 'POST') {
      this.paid.push(url);
      await this.held;
    }
    const kept = ['authorization', 'api-key', 'content-type', 'accept'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as [string, string]] : [];
    });
    const asked = new Request(`${this.origin}${url}`, {
      method, headers: kept, ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const reply = await sandbox(asked);
    const bytes = Buffer.from(await reply.arrayBuffer());
    response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(bytes);
  }
}
