import 'server-only';
import type { Lease } from '@/lib/server/store/claims';

type Sight = { lease: string; since: number };

/**
 * Tells which leases were not renewed for as long as one lasts. Counted here and not read off the clock: one that is put
 * forward would end the leases of all who live. Called for every look at all leases; what a look did not meet, because it
 * failed or the task has ended, is forgotten.
 */
export function leaseWatch(leaseMs: number): () => (lease: Lease) => boolean {
  let before = new Map<string, Sight>();
  return () => {
    const known = before;
    const met = new Map<string, Sight>();
    before = met;
    return ({ id, attempt, runAt }) => {
      const now = performance.now();
      const lease = `${attempt} ${runAt}`;
      const seen = known.get(id);
      const since = seen?.lease === lease ? seen.since : now;
      met.set(id, { lease, since });
      return now - since >= leaseMs;
    };
  };
}
