import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below those that a system hands out by itself (from 32768), and for each worker of a run its own: whatever else
 * listens or calls between now and the use cannot come upon one.
 */
const own = 20_000 + Number(process.env.TEST_PARALLEL_INDEX ?? 0) * 2000;
let given = 0;

/** A port of loopback that nobody listens on, and that is not given out again for a long time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = own + (given++ % 2000);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(() => true, () => false);
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
