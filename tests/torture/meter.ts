import { setTimeout as sleep } from 'node:timers/promises';
import { tell } from '../faults/plays';
import type { HostileUpstream } from '../faults/upstream';

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
  private readonly full = Promise.withResolvers<void>();
  private isFilled = false;

  /** `counts`: how many pictures each intent asks for; `seen`: nor is anybody answered before this is over. */
  constructor(upstream: HostileUpstream, limit: number, counts: Map<string, number>, seen = Promise.resolve()) {
    const answers = Promise.all([this.full.promise, seen]).then(() => (this.isFilled = true));
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
      if (this.busy === limit) this.full.resolve();
      const body = upstream.doneBody(intent, job);
      if (good !== body) return void response.end(good);
      void answers.then(() => sleep(20 + Math.random() * 30)).then(() => {
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
