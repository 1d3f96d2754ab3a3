import { useRef, useState } from 'react';
import type { Asked } from '@/lib/client/body';
import { newKey } from '@/lib/client/press-key';
import { AppError } from '@/lib/schema/error';

/** Starts a task under an Idempotency-Key. Rejects with an AppError. */
export type Start = (asked: Asked & { key: string }) => Promise<unknown>;

const refused = (error: unknown): boolean => error instanceof AppError && error.status < 500;

/**
 * One press, one paid request at most: a press while one is on its way is not a second one, and after an answer that
 * never came the same words are asked again under the same key, so the server knows them.
 */
export function usePress(start: Start) {
  const sending = useRef(false);
  const unanswered = useRef<{ text: string; key: string } | null>(null);
  const [fault, setFault] = useState<AppError | null>(null);

  async function press(asked: Asked): Promise<boolean> {
    if (sending.current) return false;
    const text = JSON.stringify(asked);
    const key = unanswered.current?.text === text ? unanswered.current.key : newKey();
    sending.current = true;
    unanswered.current = { text, key };
    try {
      await start({ ...asked, key });
      unanswered.current = null;
      setFault(null);
      return true;
    } catch (error) {
      if (refused(error)) unanswered.current = null;
      setFault(error instanceof AppError ? error : new AppError('internal', String(error), { cause: error }));
      return false;
    } finally {
      sending.current = false;
    }
  }

  return { press, fault, forgive: () => setFault(null) };
}
