import { setTimeout as sleep } from 'node:timers/promises';
import { tell } from '../faults/plays';
import type { HostileUpstream } from '../faults/upstream';

const longestFillMs = 30_000;

/**
 * A gateway that takes so many pictures at once and refuses the request that is one too many. It counts those in flight,
 * and answers nobody before it was full once: that it can be filled is a part of the promise.
 */
export class Meter {
  /** The most pictures that were in flight at once. */
  most = 0;
  /** Requests that were one too many. */
  refused = 0;
  private busy = 0;
  private readonly full: Promise<unknown>;
  private fill: () => void = () => undefined;
  private isFilled = false;

  /** `counts`: how many pictures each intent asks for. */
  constructor(upstream: HostileUpstream, limit: number, counts: Map<string, number>) {
    this.full = Promise.race([
      new Promise<void>((resolve) => (this.fill = resolve)),
      sleep(longestFillMs, undefined, { ref: false }),
    ]).then(() => (this.isFilled = true));
    const picturesOf = (intent: string): number => counts.get(intent) ?? 1;
    const end = (intent: string): void => void (this.busy -= picturesOf(intent));
    upstream.made = (intent) => Array.from({ length: picturesOf(intent) }, (_, at) => `ok-${at}`);
    upstream.paid = ({ intent, job, good, response }) => {
      if (this.busy + picturesOf(intent) > limit) {
        this.refused += 1;
        return tell(response, 429, { error: 'too many pictures in flight' });
      }
      this.busy += picturesOf(intent);
      this.most = Math.max(this.most, this.busy);
      if (this.busy === limit) this.fill();
      const body = upstream.doneBody(intent, job);
      if (good !== body) return void response.end(good);
      void this.full.then(() => sleep(20 + Math.random() * 30)).then(() => {
        end(intent);
        response.end(body);
      });
    };
    upstream.asked = ({ intent, job, response }) => {
      if (!this.isFilled) return tell(response, 500, 'busy');
      end(intent);
      response.end(upstream.doneBody(intent, job));
    };
  }
}
