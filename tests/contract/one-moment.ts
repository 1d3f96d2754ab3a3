const now = Date.now;

/** Does a piece of work for which the clock stands, this long after what it shows; not two at a time. */
export async function inOneMoment<T>(work: () => Promise<T>, afterMs = 0): Promise<T> {
  const moment = now() + afterMs;
  Date.now = () => moment;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}
