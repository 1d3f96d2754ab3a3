import { useRef, useState } from 'react';
import type { Asked } from '@/lib/client/body';
import { newKey, refused, type Purchase } from '@/lib/client/press-key';
import { AppError } from '@/lib/schema/error';

/** Starts a task under an Idempotency-Key, at the price that was shown at most. Rejects with an AppError. */
export type Start = (asked: Asked & Purchase) => Promise<unknown>;

/** As far apart as the halves of a double press may be, in milliseconds. */
const doubleMs = 500;

/**
 * One press, one paid request at most: the same words are not sent a second time while they are on their way, and after
 * an answer that never came they are asked again under the same key, so that the server knows them. The second half of a
 * double press is none of its own, even when the first was answered in between. A press that was refused because it costs
 * more by now is told to `onPriceChanged`.
 */
export function usePress(start: Start, onPriceChanged: (asked: Asked) => void) {
  const sending = useRef(new Set<string>());
  const unanswered = useRef(new Map<string, string>());
  const accepted = useRef({ text: '', pressedAt: -Infinity });
  const [fault, setFault] = useState<AppError | null>(null);

  async function press(asked: Asked, priceLimit: number | null): Promise<boolean> {
    const text = JSON.stringify(asked);
    const pressedAt = performance.now();
    const { text: before, pressedAt: beforeAt } = accepted.current;
    if (sending.current.has(text) || (text === before && pressedAt - beforeAt < doubleMs)) return false;
    const key = unanswered.current.get(text) ?? newKey();
    sending.current.add(text);
    unanswered.current.set(text, key);
    try {
      await start({ ...asked, key, priceLimit });
      unanswered.current.delete(text);
      accepted.current = { text, pressedAt };
      setFault(null);
      return true;
    } catch (error) {
      if (refused(error)) unanswered.current.delete(text);
      if (error instanceof AppError && error.code === 'price_changed') onPriceChanged(asked);
      setFault(error instanceof AppError ? error : new AppError('internal', String(error), { cause: error }));
      return false;
    } finally {
      sending.current.delete(text);
    }
  }

  return { press, fault, forgive: () => setFault(null) };
}
