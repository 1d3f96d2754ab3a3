/** Does several things at once, and ends when all have ended: what the first that failed leaves behind is cleaned up too. */
export async function together<Result>(works: Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
