import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '@/lib/schema/error';
import type { Output, Provider, Step } from '@/lib/server/providers/provider';
import { claimTask, recoverTasks } from '@/lib/server/store/claims';
import { ownerName } from '@/lib/server/store/owner';
import { listTasks, type TaskRow } from '@/lib/server/store/tasks';
import type { Shop } from '@/lib/server/tasks/hold';
import { pollTask } from '@/lib/server/tasks/poll';
import { saveTask } from '@/lib/server/tasks/save';
import { sendTask } from '@/lib/server/tasks/send';
import { findSpeaker, type FindSpeaker } from '@/lib/server/tasks/speaker';
import { usualSettings } from '@/lib/server/tasks/worker';
import { png, Workshop } from '../workshop';
import { Flight } from './flight';
import { ScriptedUpstream } from './scripted-upstream';

/** What becomes of one picture of an answer. */
export type Made = 'good' | 'withheld' | 'broken';
export type Lane = 'queued' | 'running' | 'saving';

export const slots = 3;
const leaseMs = 3_600_000;
/** What a process has that knows nothing of its tasks. */
const lasting = ['environment', 'database', 'wakeups', 'owner', 'log', 'sharp', 'pictures'];

/**
 * A studio whose worker does one step at a time and dies where a test wants it to: the real store, the real steps, and a
 * provider that says what it is told. Its processes have the names of processes that are gone.
 */
export class MortalStudio {
  private readonly flights = new Map<string, Flight>();
  private owner = '';
  private onPoll: () => Promise<Step> = () => Promise.reject(new Error('no script'));
  private confirms = false;

  private constructor(
    readonly shop: Workshop,
    readonly upstream: ScriptedUpstream,
    private readonly picture: Buffer,
  ) {}

  static async open(): Promise<MortalStudio> {
    const upstream = await ScriptedUpstream.open();
    const env = { IDEOGRAM_API_KEY: 'key', IDEOGRAM_BASE_URL: upstream.origin, ATELIER_SANDBOX: 'off' };
    const shop = await Workshop.open(env);
    // Nobody pulls the plug here, so the disk need not be waited for.
    await sql`pragma synchronous = off`.execute(shop.db);
    return new MortalStudio(shop, upstream, await png());
  }

  async close(): Promise<void> {
    this.die();
    await this.shop.close();
    await this.upstream.close();
  }

  /** A new studio on an empty store. */
  async reset(): Promise<void> {
    this.die();
    this.upstream.forget();
    for (const { name } of await this.shop.db.introspection.getTables()) {
      if (/^(kysely_|images_text|sqlite_|counters$)/.test(name)) continue;
      await sql`delete from ${sql.table(name)}`.execute(this.shop.db);
    }
    await sql`update counters set value = 0`.execute(this.shop.db);
  }

  /** The process ends with all that it has in hand, and another one begins. What was sent is charged, answer or not. */
  die(): void {
    for (const [task, flight] of this.flights) {
      flight.die();
      this.upstream.answer(task, 0);
    }
    this.flights.clear();
    this.owner = ownerName().replace(/:\d+:.*/, `:4194304:${randomUUID()}`);
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      const [, name] = /^atelier\.(.+)$/.exec(symbol.description ?? '') ?? [];
      if (name !== undefined && !lasting.includes(name)) Reflect.deleteProperty(globalThis, symbol);
    }
  }

  recover = async (): Promise<void> => void (await recoverTasks(this.shop.db, this.owner, Date.now()));

  async rows(): Promise<TaskRow[]> {
    const { tasks } = await listTasks(this.shop.db, { limit: 1000 });
    return tasks.toReversed();
  }

  /** Claims what is next in a lane, all waits being over, or null; `first` is put first in it. */
  async claim(lane: Lane, first?: string): Promise<TaskRow | null> {
    await this.shop.db.updateTable('tasks').set({ runAt: 0 }).where('leaseOwner', 'is', null).execute();
    if (first !== undefined) await this.shop.db.updateTable('tasks').set({ runAt: -1 }).where('id', '=', first).execute();
    return claimTask(this.shop.db, {
      owner: this.owner, leaseMs, now: Date.now(), statuses: [lane], connections: [{ id: 'ideogram', slots, mark: '' }],
    });
  }

  /** Sends what is next in the queue and leaves it waiting for its answer; or, if it `pauses`, for its request to go out. */
  async send(pauses: boolean): Promise<string | null> {
    const row = await this.claim('queued');
    if (!row) return null;
    const flight = this.hold(new Flight(row, { pauses })).begin(this.counter(), sendTask);
    await Promise.race([pauses ? flight.paused : this.upstream.arrived(row.id), flight.job]);
    return row.id;
  }

  /** The request of a task is answered, and its step done. Status 0 breaks the connection; null: there was none. */
  async answer(task: string, status: number | null, body: unknown = null): Promise<void> {
    const flight = this.flights.get(task);
    if (!flight) throw new Error(`${task} is not on its way.`);
    flight.isCut = status === null;
    flight.resume();
    if (status !== null) {
      await this.upstream.arrived(task);
      this.upstream.answer(task, status, body);
    }
    await this.done(flight);
  }

  /** Asks once after a running task. With `confirms` the provider stops what it was asked to stop. */
  async poll(task: string, answers: () => Promise<Step>, confirms = false): Promise<void> {
    const row = await this.claim('running', task);
    if (row?.id !== task) throw new Error(`${task} is not due.`);
    this.onPoll = answers;
    this.confirms = confirms;
    await this.done(this.hold(new Flight(row)).begin(this.counter(), pollTask));
  }

  /** Saves a task's pictures, or dies before it has written down how that went. */
  async save(task: string, dies?: 'at its first write' | 'at its end'): Promise<void> {
    const row = await this.claim('saving', task);
    if (row?.id !== task) throw new Error(`${task} is not due.`);
    await this.done(this.hold(new Flight(row, { ...(dies && { dies }) })).begin(this.counter(), saveTask));
  }

  outputs = (made: readonly Made[]): Output[] =>
    made.map((one) => ({
      source: one === 'withheld' ? null : { bytes: one === 'good' ? this.picture : Buffer.from('no picture') },
      withheld: one === 'withheld',
      prompt: null,
      seed: null,
    }));

  /** The connection as it is set up, and a provider that says what the test tells it. */
  speaks: FindSpeaker = (row) => {
    const speaker = findSpeaker(row);
    const task = 'id' in row ? String(row.id) : '';
    const start: Provider['start']['generate'] = async (_input, _model, { connection, send }) => {
      const flight = this.flights.get(task);
      await flight?.beforeSending();
      if (flight?.isCut) throw new AppError('provider_unreachable', 'There is no way to it.');
      const { status, text } = await send({ method: 'POST', url: connection.baseUrl, headers: {}, body: task });
      if (status === 429) throw new AppError('rate_limited', 'Too many at once.');
      if (status !== 200) throw new AppError('rejected', 'It does not want that.');
      const told = JSON.parse(text) as { made: Made[] | null };
      if (told.made === null) return { state: 'running', handle: { task }, progress: null };
      return { state: 'done', outputs: this.outputs(told.made), text: null };
    };
    const scripted: Provider = {
      label: 'Scripted',
      models: speaker?.provider.models ?? [],
      start: { generate: start },
      poll: () => this.onPoll(),
      cancel: async () => this.confirms,
    };
    return speaker && { ...speaker, provider: scripted };
  };

  private hold(flight: Flight): Flight {
    this.flights.set(flight.row.id, flight);
    return flight;
  }

  private async done(flight: Flight): Promise<void> {
    await flight.job;
    this.flights.delete(flight.row.id);
  }

  private counter = (): Shop => ({
    ...usualSettings(this.shop.db),
    owner: this.owner,
    findSpeaker: this.speaks,
    leaseMs,
    since: performance.now(),
    wakeAt: () => undefined,
  });
}
