import { useEffect } from 'react';
import { lettersOn } from '@/lib/client/letters';

/** `?` opens the sheet of shortcuts, unless something is being typed or a dialog is open. */
export function useSheetKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (
        event.key !== '?' ||
        !lettersOn() ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented
      )
        return;
      if (
        target instanceof Element &&
        target.closest('input, textarea, select, [contenteditable=true], [role=dialog]')
      )
        return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
}
