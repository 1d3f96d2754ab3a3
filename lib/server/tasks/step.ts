import 'server-only';
import { answersInWords } from '@/lib/schema/choices';
import { log } from '@/lib/server/log';
import type { Step } from '@/lib/server/providers/provider';
import { ageOf } from './age';
import { storeAnswer } from './answer';
import { pollWait } from './backoff';
import type { Held, Shop } from './hold';
import { insistOn } from './insist';
import { endOf, endTold } from './outcome';

/**
 * Writes down what a call answered, before anything else is done with it: the handle, the text, the pictures' links,
 * or the end that the vendor told.
 */
export async function take(shop: Shop, held: Held, step: Step): Promise<void> {
  const now = Date.now();
  if (step.state === 'running') {
    const patch = { status: 'running', handle: step.handle, progress: step.progress } as const;
    if (await held.insist(patch)) {
      const age = ageOf(held.row.id, held.row.startedAt ?? now);
      await held.release(Date.now() + pollWait(age, step.retryIn));
    }
    return;
  }
  if (step.state === 'ended') {
    await held.insist(endOf(endTold(step, held.row), held.row));
    return;
  }
  if (answersInWords(held.row.operation)) {
    const { sandbox } = held.row;
    const usdMicros = sandbox ? 0 : (step.usdMicros ?? held.row.usdMicros);
    await held.insist({
      status: 'succeeded',
      text: step.text,
      // Nobody says of a call without a price whether it is billed at all.
      charge: sandbox ? 'none' : usdMicros === null ? 'unknown' : 'billed',
      usdMicros,
      progress: null,
      answeredAt: now,
      finishedAt: Date.now(),
    });
    return;
  }
  const { id, count } = held.row;
  const got = step.outputs.length;
  if (got !== count) log().warn({ task: id, asked: count, got }, 'another number of pictures than was asked for');
  const answer = await insistOn(() => storeAnswer(held.row.id, step.outputs, step.usdMicros ?? null));
  const kept = await held.insist({
    status: 'saving',
    answer,
    text: step.text,
    progress: null,
    answeredAt: now,
  });
  if (kept) await held.release(Date.now());
}
