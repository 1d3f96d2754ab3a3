import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { isOpen } from '@/lib/schema/task-status';
import { filesFolder, imageKey, sweepAfterMs } from '@/lib/server/store/files';
import { imagesOfTasks, type ImageRow } from '@/lib/server/store/images';
import { listTasks, type TaskRow } from '@/lib/server/store/tasks';
import { notifyWork } from '@/lib/server/store/wakeups';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { usualSettings } from '@/lib/server/tasks/worker';
import { survey, type Finding } from '@/lib/server/upkeep/survey';
import { sha256 } from '../sha256';
import { Workshop } from '../workshop';
import { PictureGateway } from './picture-gateway';

type Opened = {
  /** Where the data folder is made; the system's temporary folder unless told. */
  place?: string;
  /** Pixels of a side of the gateway's pictures. */
  side?: number;
  env?: Record<string, string>;
};

/** A studio whose one connection is a gateway of pictures, with the registry's own provider and worker. */
export class DiskStudio {
  private intents = 0;

  private constructor(
    readonly gateway: PictureGateway,
    readonly shop: Workshop,
    /** What another process needs to work on the same data folder. */
    readonly env: Record<string, string>,
    private readonly folder: string,
  ) {}

  static async open({ place, side, env = {} }: Opened = {}): Promise<DiskStudio> {
    const gateway = await PictureGateway.open(side);
    // Beside the data folder: it stays readable whatever happens to that.
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-picture-gateway-'));
    // Whoever the other process runs as.
    chmodSync(folder, 0o755);
    const file = path.join(folder, 'connections.json');
    writeFileSync(file, JSON.stringify({ connections: [gateway.connection(100)] }));
    const all = { ATELIER_CONNECTIONS: file, ATELIER_TRUSTED_HOSTS: gateway.host, ATELIER_SANDBOX: 'off', ...env };
    const shop = await Workshop.open(all, place);
    return new DiskStudio(gateway, shop, { ATELIER_LOG: 'silent', ...all, ATELIER_DATA: shop.folder }, folder);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.gateway.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get files(): string {
    return filesFolder(this.shop.folder);
  }

  /** Asks `n` times, each with a prompt of its own; returns the tasks' ids in the order they were asked. */
  async ask(n: number, count = 1): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < n; at++) {
      const intent = this.nextIntent();
      const input = operations.generate.parse({ prompt: `${intent} a lighthouse`, count });
      const { id } = await acceptOperation('generate', input, { idempotencyKey: intent });
      ids.push(id);
    }
    return ids;
  }

  nextIntent = (): string => `intent-${(this.intents += 1)}`;

  /** The real worker, in this process. */
  work(): void {
    this.shop.work({ findSpeaker, slots: usualSettings(this.shop.db).slots });
  }

  async rows(): Promise<TaskRow[]> {
    const { tasks } = await listTasks(this.shop.db, { limit: 1_000_000 });
    return tasks.toReversed();
  }

  /** All rows once none is open; waits between tries are skipped. */
  async settled(): Promise<TaskRow[]> {
    for (;;) {
      const rows = await this.rows();
      if (!rows.some(({ status }) => isOpen(status))) return rows;
      await this.hurry();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** All `n` tasks come to their end, bought once each, and their pictures are what was served. */
  async expectAllDone(n: number): Promise<void> {
    const rows = await this.settled();
    expect(rows).toHaveLength(n);
    for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1 });
    expect([...this.gateway.charges.values()]).toEqual(rows.map(() => 1));
    await this.expectTrue(await this.images(rows));
  }

  /** Makes every wait between two tries be over. */
  async hurry(): Promise<void> {
    const { numUpdatedRows } = await this.shop.db
      .updateTable('tasks')
      .set({ runAt: 0 })
      .where('leaseOwner', 'is', null)
      .where('finishedAt', 'is', null)
      .where('runAt', '>', Date.now())
      .executeTakeFirst();
    if (numUpdatedRows > 0n) notifyWork();
  }

  images = (rows: TaskRow[]): Promise<ImageRow[]> => imagesOfTasks(this.shop.db, rows.map(({ id }) => id));

  /** What the doctor would name an hour from now, when whatever is on its way has arrived. */
  async findings(): Promise<Finding[]> {
    const { findings } = await survey(this.shop.db, this.files, Date.now() + 2 * sweepAfterMs);
    return findings;
  }

  /** No picture that is shown has other bytes than were served, and no row points at a file that is not there. */
  async expectTrue(images: ImageRow[]): Promise<void> {
    const served = new Set(this.gateway.served.values());
    for (const { sha256: sum } of images) {
      const original = await readFile(path.join(this.files, imageKey(sum, 'original')));
      expect(sha256(original), 'an original is what its row says').toBe(sum);
      expect(served.has(sum), 'an original is what was served').toBe(true);
    }
    const findings = await this.findings();
    const broken = findings.filter(({ trouble }) => trouble !== 'orphan' && trouble !== 'leftover');
    expect(broken, 'rows without their whole files').toEqual([]);
  }
}
