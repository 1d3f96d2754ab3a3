import 'server-only';

const atOnce = 8;

/** Does the work for each item, eight at once; the first failure ends it and is thrown once what is in hand is done. */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const busy = new Set<Promise<unknown>>();
  let failed: { error: unknown } | null = null;
  for await (const item of items) {
    if (failed) break;
    const job: Promise<unknown> = work(item)
      .catch((error: unknown) => (failed ??= { error }))
      .finally(() => busy.delete(job));
    busy.add(job);
    if (busy.size >= atOnce) await Promise.race(busy);
  }
  await Promise.all(busy);
  // Set by the jobs, which the compiler does not follow.
  const broken = failed as { error: unknown } | null;
  if (broken) throw broken.error;
}
