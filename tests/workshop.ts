import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { capability, type Model } from '@/lib/schema/model';
import type { Inputs, Operation, OperationName } from '@/lib/schema/operation';
import { isOpen } from '@/lib/schema/task-status';
import { markOf } from '@/lib/server/connection-mark';
import { parseEnvironment } from '@/lib/server/env';
import type { ConnectionSettings, Context, Provider, Step } from '@/lib/server/providers/provider';
import { singleton } from '@/lib/server/singleton';
import { database, type Database } from '@/lib/server/store/database';
import { ownerName } from '@/lib/server/store/owner';
import { acceptTask, findTask, type NewTask, type TaskRow } from '@/lib/server/store/tasks';
import { notifyWork, waitForChange } from '@/lib/server/store/wakeups';
import type { FindSpeaker } from '@/lib/server/tasks/speaker';
import { runWorker, usualSettings, type Worker, type WorkerSettings } from '@/lib/server/tasks/worker';

/** Forgets what the process keeps one of, so that each test has a studio of its own in a folder of its own. */
function forgetSingletons(): void {
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    if (symbol.description?.startsWith('atelier.')) Reflect.deleteProperty(globalThis, symbol);
  }
}

const setEnvironment = (folder: string, env: Record<string, string>): void =>
  void Object.assign(
    singleton('environment', () => parseEnvironment({})),
    parseEnvironment({ ATELIER_DATA: folder, ATELIER_LOG: 'silent', ...env }),
  );

export type Script = Partial<Pick<Provider, 'poll' | 'cancel'>> & {
  start: (input: Inputs[OperationName], model: Model, context: Context) => Promise<Step>;
};

export const price = 40_000;

/** A task's life without HTTP: a real store in a folder of its own, a real worker, and a provider that plays a script. */
export class Workshop {
  readonly db: Database;
  readonly folder: string;
  script: Script = { start: async () => ({ state: 'done', outputs: [], text: null }) };
  connection: ConnectionSettings = {
    id: 'scripted',
    label: 'Scripted',
    dialect: 'scripted',
    baseUrl: 'http://127.0.0.1:9',
    pathPrefix: '',
    auth: 'bearer',
    key: 'secret',
    slots: 100,
    sandbox: false,
    source: 'environment',
  };
  private workers: Worker[] = [];

  private constructor(db: Database, folder: string) {
    this.db = db;
    this.folder = folder;
  }

  /** `place` is where its folder is made. */
  static async open(env: Record<string, string> = {}, place = tmpdir()): Promise<Workshop> {
    forgetSingletons();
    const folder = mkdtempSync(path.join(place, 'atelier-workshop-'));
    setEnvironment(folder, env);
    return new Workshop(await database(), folder);
  }

  /** Stops the worker and sets other variables, as before another start. */
  async reconfigure(env: Record<string, string>): Promise<void> {
    await this.stop();
    setEnvironment(this.folder, env);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.db.destroy();
    rmSync(this.folder, { recursive: true, force: true });
    forgetSingletons();
  }

  findSpeaker: FindSpeaker = (row) => {
    const { start, ...others } = this.script;
    const card = capability.parse({ prompt: 'optional', count: 8, price: { usdMicros: price, per: 'output', asOf: '2026-11-21' } });
    const model = { id: row.model, label: 'Scripted', short: 'S', operations: { [row.operation]: card } };
    const provider: Provider = {
      label: 'Scripted',
      models: [model],
      start: { generate: start, remix: start, upscale: start, describe: start, 'magic-prompt': start },
      ...others,
    };
    return { connection: this.connection, provider, model, card };
  };

  settings(changed: Partial<WorkerSettings> = {}): WorkerSettings {
    return {
      ...usualSettings(this.db),
      owner: ownerName(),
      findSpeaker: this.findSpeaker,
      slots: () => [{ id: this.connection.id, slots: this.connection.slots, mark: markOf(this.connection) }],
      ...changed,
    };
  }

  work(changed: Partial<WorkerSettings> = {}): Worker {
    const worker = runWorker(this.settings(changed));
    this.workers.push(worker);
    return worker;
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.stop(10_000)));
  }

  async accept(input: Partial<Operation> = {}, changed: Partial<NewTask> = {}): Promise<TaskRow> {
    const count = 'count' in input ? (input.count ?? 1) : 1;
    const operation = { operation: 'generate', prompt: 'a lighthouse', count, ...input } as Operation;
    const { task } = await acceptTask(this.db, {
      id: crypto.randomUUID(),
      idempotencyKey: null,
      bodyHash: 'hash',
      connection: this.connection.id,
      model: 'scripted',
      input: operation,
      width: 64,
      height: 64,
      usdMicros: price * count,
      charge: this.connection.sandbox ? 'none' : 'estimated',
      sandbox: this.connection.sandbox,
      parentImageId: null,
      retryOf: null,
      createdAt: Date.now(),
      ...changed,
    });
    return task;
  }

  async row(id: string): Promise<TaskRow> {
    const row = await findTask(this.db, id);
    if (!row) throw new Error(`There is no task ${id}.`);
    return row;
  }

  /** Waits until the row is as wanted. */
  async until(id: string, wanted: (row: TaskRow) => boolean): Promise<TaskRow> {
    for (;;) {
      const change = waitForChange(AbortSignal.timeout(60_000), 50);
      const row = await this.row(id);
      if (wanted(row)) return row;
      await change;
    }
  }

  ended = (id: string): Promise<TaskRow> => this.until(id, ({ status }) => !isOpen(status));

  /** Makes a task due now, as if its wait were over. */
  async hurry(id: string): Promise<void> {
    await this.db.updateTable('tasks').set({ runAt: 0 }).where('id', '=', id).where('leaseOwner', 'is', null).execute();
    notifyWork();
  }

  /** Waits for the end and skips every wait on the way. */
  async hurriedEnd(id: string): Promise<TaskRow> {
    return this.until(id, (row) => {
      if (isOpen(row.status) && row.leaseOwner === null && row.runAt > Date.now()) void this.hurry(id);
      return !isOpen(row.status);
    });
  }
}

/** A small PNG, another one for every colour. */
export const png = (color = '#336699'): Promise<Buffer> =>
  sharp({ create: { width: 48, height: 32, channels: 3, background: color } }).png().toBuffer();

/** An HTTP server on loopback that answers with `listener`. */
export async function serve(listener: RequestListener): Promise<{ origin: string; host: string; server: Server; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
