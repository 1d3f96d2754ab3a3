import type { RefObject } from 'react';
import { isCovered, useKeyDown } from '@/lib/client/key-down';
import { focusComposer } from './focus';

const types = 'input, textarea, select, [contenteditable=true]';

/**
 * The two keys that work from anywhere on the page: Ctrl or Cmd and Enter submits, Alt+A goes to the prompt. Neither
 * does while a dialog or a menu is open, in another field, in the middle of an input method's composition, or when a key
 * is held.
 */
export function useComposerKeys(form: RefObject<HTMLFormElement | null>): void {
  useKeyDown((event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    // Nothing is bought from a box that is out of sight.
    if (form.current?.closest('[inert]') || isCovered()) return;
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyA') {
      event.preventDefault();
      focusComposer();
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const { target } = event;
    const own = target instanceof Element && (form.current?.contains(target) || target.closest('.panel'));
    if (!own && target instanceof Element && target.closest(types)) return;
    event.preventDefault();
    if (!event.repeat) form.current?.requestSubmit();
  });
}
