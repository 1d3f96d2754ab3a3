import { useKeyDown } from '@/lib/client/key-down';
import { lettersOn } from '@/lib/client/letters';

const busy = 'input, textarea, select, [contenteditable=true], [role=dialog]';

/** One key alone, as `/` or `?`, unless something is being typed or a dialog is open. */
export function useLetterKey(key: string, run: () => void): void {
  useKeyDown((event) => {
    const { target } = event;
    if (event.key !== key || !lettersOn() || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof Element && target.closest(busy)) return;
    event.preventDefault();
    run();
  });
}
