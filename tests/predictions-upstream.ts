import type { IncomingMessage, ServerResponse } from 'node:http';
import { png, serve } from './workshop';

/** What a stand-in for Replicate answers to one question; `break` resets the connection. */
export type Answer = { status?: number; body: unknown } | 'break';

export const stands = (status: string, more: Record<string, unknown> = {}): Answer => ({
  body: { id: 'x', status, output: null, error: null, data_removed: false, input: {}, ...more },
});

/**
 * A stand-in for Replicate that counts: every creation gets an id of its own, questions are answered by the script of
 * that prediction (the last answer for ever), files are there unless their name begins with `dead`.
 */
export class Upstream {
  readonly origin: string;
  readonly host: string;
  readonly close: () => Promise<void>;
  creations = 0;
  polls = new Map<string, number>();
  cancels = 0;
  /** The answers to the questions after a prediction, by how often it was asked. */
  script: (poll: number, id: string) => Answer = () => stands('succeeded', { output: this.file('ok') });
  creation: (id: string) => Answer = (id) => ({ status: 201, body: { id, status: 'starting', output: null } });
  cancel: (id: string) => Answer = () => ({ status: 404, body: 'no such route' });

  private constructor({ origin, host, close }: { origin: string; host: string; close: () => Promise<void> }) {
    this.origin = origin;
    this.host = host;
    this.close = close;
  }

  static async open(): Promise<Upstream> {
    let upstream: Upstream | null = null;
    const picture = await png();
    const server = await serve((request, response) => {
      request.resume().on('end', () => upstream?.answer(request, response, picture));
    });
    upstream = new Upstream(server);
    return upstream;
  }

  get env(): Record<string, string> {
    return { REPLICATE_API_TOKEN: 'r8_0123456789', REPLICATE_BASE_URL: this.origin, ATELIER_TRUSTED_HOSTS: this.host };
  }

  file = (name: string): string => `${this.origin}/files/${name}.png`;

  private answer({ url = '', method }: IncomingMessage, response: ServerResponse, picture: Buffer): void {
    if (url.startsWith('/files/')) {
      response.writeHead(url.includes('/dead') ? 404 : 200, { 'content-type': 'image/png' }).end(picture);
      return;
    }
    const [, id = '', stop] = /^\/replicate\/v1\/predictions\/([\w-]+)(\/cancel)?$/.exec(url) ?? [];
    const create = method === 'POST' && /^\/replicate\/v1\/models\/ideogram-ai\/[\w-]+\/predictions$/.test(url);
    if (create) return give(response, this.creation(`p${(this.creations += 1)}`));
    if (stop && method === 'POST') {
      this.cancels += 1;
      return give(response, this.cancel(id));
    }
    if (!id || method !== 'GET') return give(response, { status: 400, body: `unexpected ${method} ${url}` });
    const poll = (this.polls.get(id) ?? 0) + 1;
    this.polls.set(id, poll);
    give(response, this.script(poll, id));
  }
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'break') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status = 200, body } = answer;
  response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
}
