import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { serve } from '../workshop';

/** A paid request for a task that was read whole and waits for its answer. */
type Waiting = { task: string; response: ServerResponse };

/** Takes paid requests and answers none of them before it is told to. Keeps the ledger. */
export class ScriptedUpstream {
  readonly origin: string;
  readonly close: () => Promise<void>;
  /** Paid requests by task. */
  readonly posts = new Map<string, number>();
  /** Those that ran, or of which nobody can say that they did not. */
  readonly charges = new Map<string, number>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly arrivals = new Map<string, () => void>();

  private constructor({ origin, close }: { origin: string; close: () => Promise<void> }) {
    this.origin = origin;
    this.close = close;
  }

  static async open(): Promise<ScriptedUpstream> {
    let upstream: ScriptedUpstream | null = null;
    const server = await serve((request, response) => {
      response.on('error', () => undefined);
      void buffer(request).then((body) => upstream?.take(body.toString(), response), () => undefined);
    });
    upstream = new ScriptedUpstream(server);
    return upstream;
  }

  /** Resolves once a paid request for the task was read. */
  arrived(task: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.waiting.has(task)) resolve();
      else this.arrivals.set(task, resolve);
    });
  }

  /** Answers the request that waits; with `status` 0 it breaks the connection instead. */
  answer(task: string, status: number, body: unknown = null): void {
    const response = this.waiting.get(task)?.response;
    this.waiting.delete(task);
    if (!response) return;
    if (status === 0 || status === 200) this.charges.set(task, (this.charges.get(task) ?? 0) + 1);
    if (status === 0) response.socket?.resetAndDestroy();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  forget(): void {
    for (const books of [this.posts, this.charges, this.waiting, this.arrivals]) books.clear();
  }

  private take(task: string, response: ServerResponse): void {
    this.posts.set(task, (this.posts.get(task) ?? 0) + 1);
    this.waiting.set(task, { task, response });
    this.arrivals.get(task)?.();
    this.arrivals.delete(task);
  }
}
