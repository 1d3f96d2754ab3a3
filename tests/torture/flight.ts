import { isOpen } from '@/lib/schema/task-status';
import type { TaskPatch } from '@/lib/server/store/claims';
import type { TaskRow } from '@/lib/server/store/tasks';
import { hold, type Held, type Shop } from '@/lib/server/tasks/hold';

const never = new Promise<never>(() => undefined);

/** A task in a worker's hand, in a process that may end at any moment: from then on nothing more is written or sent. */
export class Flight {
  /** Resolves once the flight waits in front of its request. */
  readonly paused: Promise<void>;
  /** There is no way to the provider. */
  isCut = false;
  job: Promise<void> = never;
  private isDead = false;
  private readonly death = Promise.withResolvers<void>();
  private readonly pause = Promise.withResolvers<void>();
  private readonly going = Promise.withResolvers<void>();

  constructor(
    readonly row: TaskRow,
    private readonly how: { pauses?: boolean; dies?: 'at its first write' | 'at its end' } = {},
  ) {
    this.paused = this.pause.promise;
  }

  /** Begins to work on the claimed row. */
  begin(shop: Shop, step: (shop: Shop, held: Held) => Promise<void>): this {
    this.job = hold(shop, this.row, (held) => Promise.race([step(shop, this.mortal(held)), this.death.promise]));
    return this;
  }

  die(): void {
    this.isDead = true;
    this.death.resolve();
    this.going.resolve();
  }

  resume = (): void => this.going.resolve();

  /** Called where the request would go out. */
  async beforeSending(): Promise<void> {
    this.pause.resolve();
    if (this.how.pauses) await this.going.promise;
    if (this.isDead) await never;
  }

  private async alive<T>(write: () => Promise<T>, { status }: TaskPatch = {}): Promise<T> {
    const ends = status !== undefined && !isOpen(status);
    if (this.how.dies === 'at its first write' || (this.how.dies === 'at its end' && ends)) this.die();
    return this.isDead ? never : write();
  }

  private mortal(held: Held): Held {
    return {
      claim: held.claim,
      get row() {
        return held.row;
      },
      get lost() {
        return held.lost;
      },
      update: (patch) => this.alive(() => held.update(patch), patch),
      insist: (patch) => this.alive(() => held.insist(patch), patch),
      release: (runAt) => this.alive(() => held.release(runAt)),
    };
  }
}
