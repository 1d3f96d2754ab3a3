import { useEffectEvent, useLayoutEffect } from 'react';

/**
 * Hears every key pressed on the page while `awake`. `hear` is the one of the last drawing from the moment it stands:
 * a key pressed right after the picture turned acts on the one that is seen, never on the one before.
 */
export function useKeyDown(hear: (event: KeyboardEvent) => void, awake = true): void {
  const newest = useEffectEvent(hear);
  useLayoutEffect(() => {
    if (!awake) return;
    const listen = (event: KeyboardEvent) => newest(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [awake]);
}

const ownKeys =
  'input, textarea, select, dialog, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="slider"]';

/** A panel and a toast call themselves dialogs too, and cover nothing; nor does what is on its way out. */
const covers = 'dialog[open], :is([role=menu], [role=alertdialog], [role=dialog]):not(.panel, [aria-modal=false], [data-closed])';

/** Whether a dialog or a menu lies over the page. */
export const isCovered = (): boolean => document.querySelector(covers) !== null;

/**
 * Whether a key press belongs to a field, a dialog, a menu or a panel, and not to the page under it. What has just been
 * opened gets the focus a frame later, and its keys at once.
 */
export const hasOwnKeys = (target: EventTarget | null): boolean =>
  isCovered() || (target instanceof Element && target.closest(ownKeys) !== null);
