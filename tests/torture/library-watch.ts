import { setTimeout as sleep } from 'node:timers/promises';
import { fileStore, imageKey } from '@/lib/server/store/files';
import type { Field } from '../faults/field';
import { sha256 } from '../sha256';

/**
 * Looks at the library again and again, as a person does who keeps the page open, until it is stopped; returns how many
 * pictures were ever there whose file was none of the `good` ones (SHA-256), and how many times it looked.
 */
export function watchLibrary({ shop }: Field, good: ReadonlySet<string>): () => Promise<{ bad: number; looks: number }> {
  const stop = new AbortController();
  const bad = new Set<string>();
  let looks = 0;
  const look = async (): Promise<void> => {
    for (const { id, sha256: sum } of await shop.db.selectFrom('images').select(['id', 'sha256']).execute()) {
      const file = await fileStore().read(imageKey(sum, 'original'));
      if (!good.has(sum) || file === null || sha256(file) !== sum) bad.add(id);
    }
    looks += 1;
  };
  const watched = (async () => {
    while (!stop.signal.aborted) {
      await look();
      await sleep(20);
    }
    await look();
  })();
  return async () => {
    stop.abort();
    await watched;
    return { bad: bad.size, looks };
  };
}

/** The keys of every file that the studio has. */
export async function filesOf(): Promise<string[]> {
  const found: string[] = [];
  for await (const key of fileStore().list('')) found.push(key);
  return found.toSorted();
}
