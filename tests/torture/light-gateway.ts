import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tell } from '../faults/plays';
import { HostileUpstream, type Asked, type Paid } from '../faults/upstream';
import { sha256 } from '../sha256';
import { dialects, type Connection } from './dialects';
import type { Gateway } from './gateway';
import { PictureHost } from './pictures';

/** The prompt that a studio of this folder sends for a key. */
export const promptOf = (key: string): string => `picture of ${key}`;

/**
 * Gateways of two dialects in the test's own process, set up as the connections `sync` and `async`: nothing is drawn, so
 * that many lives fit into little time. An intent is a key such as `intent-7`.
 */
export class LightGateway implements Gateway {
  /** Pictures of an intent; one when it is not named. */
  readonly counts = new Map<string, number>();
  /** Called when a paid request for the intent was read whole; that request is never answered. */
  readonly swallowed = new Map<string, () => void>();
  /** A paid request for the intent is answered once this is over. */
  readonly held = new Map<string, Promise<void>>();
  /** Tasks that run on, as long as they are in here. */
  readonly running = new Set<string>();
  /** Milliseconds until a paid request is answered, and until a question after a task is. */
  answerMs: (intent: string) => number = () => 0;
  pollMs: (intent: string) => number = () => 0;

  private constructor(
    readonly upstreams: Record<Connection, HostileUpstream>,
    readonly pictures: PictureHost,
    private readonly folder: string,
  ) {
    for (const connection of ['sync', 'async'] as const) {
      upstreams[connection].paid = (exchange) => this.pay(connection, exchange);
    }
    upstreams.async.asked = (exchange) => void this.tell(exchange);
  }

  static async open({ slots = 10 } = {}): Promise<LightGateway> {
    const upstreams = {
      sync: await HostileUpstream.open(dialects.sync),
      async: await HostileUpstream.open(dialects.async),
    };
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-light-'));
    const connections = (['sync', 'async'] as const).map((id) => ({
      id, dialect: dialects[id].dialect, baseUrl: upstreams[id].origin, key: 'key', slots, ...dialects[id].connection,
    }));
    writeFileSync(path.join(folder, 'connections.json'), JSON.stringify({ connections }));
    return new LightGateway(upstreams, await PictureHost.open(), folder);
  }

  get env(): Record<string, string> {
    const { sync, async } = this.upstreams;
    return {
      ATELIER_CONNECTIONS: path.join(this.folder, 'connections.json'),
      ATELIER_TRUSTED_HOSTS: [this.pictures.host, sync.host, async.host].join(','),
    };
  }

  charges(): Map<string, number> {
    const posts = Object.values(this.upstreams).flatMap((upstream) => [...upstream.posts]);
    return new Map(posts.map(([intent, times]) => [sha256(promptOf(intent)), times]));
  }

  given = (): Set<string> => new Set([...this.pictures.given.values()].flat());

  async close(): Promise<void> {
    for (const server of [...Object.values(this.upstreams), this.pictures]) await server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private done(connection: Connection, intent: string, job: string): string {
    const shown = Array.from({ length: this.counts.get(intent) ?? 1 }, (_, index) => {
      const id = `${intent}-${index}`;
      return { id, url: this.pictures.link(id) };
    });
    return JSON.stringify(dialects[connection].done(job, shown));
  }

  private pay(connection: Connection, { intent, job, good, response }: Paid): void {
    const swallow = this.swallowed.get(intent);
    if (swallow) return swallow();
    const body = connection === 'sync' ? this.done(connection, intent, job) : good;
    void Promise.resolve(this.held.get(intent)).then(() => sleep(this.answerMs(intent))).then(() => response.end(body));
  }

  private async tell({ intent, job, response }: Asked): Promise<void> {
    const isRunning = this.running.has(intent);
    await sleep(this.pollMs(intent));
    if (isRunning) tell(response, 200, dialects.async.running(job, 'processing', 50));
    else response.end(this.done('async', intent, job));
  }
}
