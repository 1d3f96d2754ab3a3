import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Task } from '@/lib/schema/task';
import type { Face } from '../faults/face';
import { HostileUpstream } from '../faults/upstream';
import { Studio } from '../studio';
import { Line } from './line';

/** One more connection of a front's studio: what stands in its file, and the address that may be private. */
export type Beside = { entry: Record<string, unknown>; host: string };

/**
 * A built studio that buys for money from a gateway which keeps its own books, with a line in front of it that can be
 * cut. Its first connection, `paid`, leads to `upstream`.
 */
export class Front {
  private constructor(
    readonly upstream: HostileUpstream,
    readonly studio: Studio,
    readonly line: Line,
    private readonly folder: string,
  ) {}

  /** `slots`: pictures at once of the first connection. */
  static async open(face: Face, slots = 100, beside: Beside[] = []): Promise<Front> {
    const upstream = await HostileUpstream.open(face);
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-front-'));
    const file = path.join(folder, 'connections.json');
    const first = { id: 'paid', dialect: face.dialect, baseUrl: upstream.origin, key: 'key', slots, ...face.connection };
    writeFileSync(file, JSON.stringify({ connections: [first, ...beside.map(({ entry }) => entry)] }));
    const studio = await Studio.start({
      ATELIER_CONNECTIONS: file,
      ATELIER_TRUSTED_HOSTS: [upstream.host, ...beside.map(({ host }) => host)].join(','),
    });
    return new Front(upstream, studio, await Line.to(Number(new URL(studio.url).port)), folder);
  }

  async close(): Promise<void> {
    await this.line.close();
    await this.studio.remove();
    await this.upstream.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks without a page, and past the line; answers the task as it was taken on. */
  async ask(body: object): Promise<Task> {
    const { task } = await this.call<{ task: Task }>('/api/generate', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    return task;
  }

  /** The task once it has ended. */
  async ended(id: string): Promise<Task> {
    for (;;) {
      const { task } = await this.call<{ task: Task }>(`/api/tasks/${id}?wait=25`);
      if (task.finishedAt !== null) return task;
    }
  }

  /** Every task the studio knows. */
  async tasks(): Promise<Task[]> {
    const all: Task[] = [];
    let next: string | null = '';
    while (next !== null) {
      const after = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page: { tasks: Task[]; next: string | null } = await this.call(`/api/tasks?limit=100${after}`);
      all.push(...page.tasks);
      next = page.next;
    }
    return all;
  }

  /** The whole file of a picture. */
  async file(imageId: string): Promise<Buffer> {
    const reply = await fetch(`${this.studio.url}/api/images/${imageId}/file?size=original`);
    if (!reply.ok) throw new Error(`The file of ${imageId} was answered with ${reply.status}.`);
    return Buffer.from(await reply.arrayBuffer());
  }

  private async call<Reply>(where: string, init?: RequestInit): Promise<Reply> {
    const reply = await fetch(`${this.studio.url}${where}`, init);
    if (!reply.ok) throw new Error(`${where} was answered with ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as Reply;
  }
}
