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
 * link and is open again. Where the question failed, the provider has no new link or cannot be asked, the old one is tried
 * a few times more after a while: a store that has just been written to may not know yet what it has.
 */
export async function freshLinks(shop: Shop, row: TaskRow, outputs: StoredOutput[]): Promise<StoredOutput[]> {
  if (!outputs.some(dead)) return outputs;
  const speaker = shop.findSpeaker(row);
  if (!speaker?.provider.poll || row.handle === null) return outputs.map(again);
  try {
    const { context } = contextFor(shop.db, speaker, onePollMs);
    const step = await speaker.provider.poll(row.handle, context);
    if (step.state === 'ended') return outputs;
    if (step.state === 'running') return outputs.map(again);
    return outputs.map((output, index) => {
      const source = step.outputs[index]?.source;
      const old = output.source && 'url' in output.source ? output.source.url : null;
      if (!source || !('url' in source) || source.url === old) return again(output);
      if (!dead(output)) return output;
      return { ...output, source: { url: source.url }, missing: null, refreshed: output.refreshed + 1 };
    });
  } catch (err) {
    log().warn({ task: row.id, ...faultOf(err) }, 'no fresh links');
    return outputs.map(again);
  }
}
