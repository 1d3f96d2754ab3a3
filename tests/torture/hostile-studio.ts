import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { taskPage, type Task } from '@/lib/schema/task';
import type { Face } from '../faults/face';
import { HostileUpstream } from '../faults/upstream';
import { Studio } from '../studio';

/** A built studio in a process of its own, whose one connection is a gateway that keeps the books in this one. */
export class HostileStudio {
  private constructor(
    readonly upstream: HostileUpstream,
    private readonly studio: Studio,
    /** The studio's own: what is changed in it counts from the next start. */
    private readonly env: Record<string, string>,
    private readonly folder: string,
  ) {}

  static async open(face: Face): Promise<HostileStudio> {
    const upstream = await HostileUpstream.open(face);
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-hostile-'));
    const file = path.join(folder, 'connections.json');
    const entry = { id: 'hostile', dialect: face.dialect, baseUrl: upstream.origin, key: 'key', slots: 100 };
    writeFileSync(file, JSON.stringify({ connections: [{ ...entry, ...face.connection }] }));
    const env = { ATELIER_CONNECTIONS: file, ATELIER_TRUSTED_HOSTS: upstream.host, ATELIER_SANDBOX: 'off' };
    return new HostileStudio(upstream, await Studio.start(env), env, folder);
  }

  static async with<T>(face: Face, play: (studio: HostileStudio) => Promise<T>): Promise<T> {
    const studio = await HostileStudio.open(face);
    try {
      return await play(studio);
    } finally {
      await studio.close();
    }
  }

  async close(): Promise<void> {
    await this.studio.remove();
    await this.upstream.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get url(): string {
    return this.studio.url;
  }

  /** Ends it as a person would and starts it again, with these variables from now on. */
  async restart(env: Record<string, string> = {}): Promise<void> {
    Object.assign(this.env, env);
    await this.studio.restart();
  }

  /** A press of a script: JSON to an operation's door. */
  press = (body: object, key?: string): Promise<Response> =>
    fetch(`${this.url}/api/generate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    });

  /** Its tasks, newest first. */
  async tasks(open = false): Promise<Task[]> {
    const tasks: Task[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ limit: '200', ...(open && { open: '1' }), ...(cursor && { cursor }) });
      const answer = await fetch(`${this.url}/api/tasks?${query.toString()}`);
      const page = taskPage.parse(await answer.json());
      tasks.push(...page.tasks);
      cursor = page.next;
    }
    return tasks;
  }

  /** All tasks once none is open. */
  async settled(): Promise<Task[]> {
    await expect.poll(async () => (await this.tasks(true)).length, { timeout: 120_000, intervals: [50] }).toBe(0);
    return this.tasks();
  }
}
