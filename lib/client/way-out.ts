import { hasOwnKeys, useKeyDown } from './key-down';

/** Escape leaves what covers the page, unless it belongs to something that is open in it. */
export function useWayOut(leave: () => void): void {
  useKeyDown((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (!hasOwnKeys(event.target)) leave();
  });
}

/** The same for as long as the code of what covers the page is on its way. */
export const wayOut = (leave: () => void) =>
  function WayOut() {
    useWayOut(leave);
    return null;
  };
