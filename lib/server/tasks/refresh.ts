import 'server-only';
import { log } from '@/lib/server/log';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { StoredOutput } from './answer';
import { contextFor } from './context';
import { faultOf } from './fault';
import type { Shop } from './hold';

const mostRefreshes = 3;
const onePollMs = 30_000;

const again = (output: StoredOutput): StoredOutput =>
  dead(output) ? { ...output, missing: null, refreshed: output.refreshed + 1 } : output;

const dead = (output: StoredOutput) => output.missing?.reason === 'lost' && output.refreshed < mostRefreshes;

/**
 * Asks the provider again for links that have died, where it can be asked: a picture given up as `lost` gets its new
 * link and is open again. So it is when the question failed or was not answered to the point, to be asked once more
 * after a while. Where the provider has no new link it stays lost.
 */
export async function freshLinks(shop: Shop, row: TaskRow, outputs: StoredOutput[]): Promise<StoredOutput[]> {
  const speaker = shop.findSpeaker(row);
  if (!speaker?.provider.poll || row.handle === null || !outputs.some(dead)) return outputs;
  try {
    const { context } = contextFor(shop.db, speaker, onePollMs);
    const step = await speaker.provider.poll(row.handle, context);
    if (step.state === 'ended') return outputs;
    if (step.state === 'running') return outputs.map(again);
    return outputs.map((output, index) => {
      const source = step.outputs[index]?.source;
      const old = output.source && 'url' in output.source ? output.source.url : null;
      if (!dead(output) || !source || !('url' in source) || source.url === old) return output;
      return { ...output, source: { url: source.url }, missing: null, refreshed: output.refreshed + 1 };
    });
  } catch (err) {
    log().warn({ task: row.id, ...faultOf(err) }, 'no fresh links');
    return outputs.map(again);
  }
}
