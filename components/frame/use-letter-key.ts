import { hasOwnKeys, useKeyDown } from '@/lib/client/key-down';
import { lettersOn } from '@/lib/client/letters';

/** One key alone, as `/` or `?`, unless something is being typed or a dialog is open. */
export function useLetterKey(key: string, run: () => void): void {
  useKeyDown((event) => {
    if (event.key !== key || !lettersOn() || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (hasOwnKeys(event.target)) return;
    event.preventDefault();
    run();
  });
}
