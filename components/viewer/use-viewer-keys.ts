import { hasOwnKeys, useKeyDown } from '@/lib/client/key-down';
import { lettersOn } from '@/lib/client/letters';
import type { Actions } from './use-actions';

/** The keyboard of the viewer. Arrows, Escape and Delete always work, single letters unless they are switched off. */
export function useViewerKeys({ actions, onTurn, onFacts, onLeave }: {
  actions: Actions;
  onTurn: (to: 'previous' | 'next') => void;
  onFacts: () => void;
  onLeave: () => void;
}): void {
  useKeyDown((event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey || hasOwnKeys(event.target)) return;
    const always: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => onTurn('previous'),
      ArrowRight: () => onTurn('next'),
      Escape: onLeave,
      Delete: actions.trash,
      Backspace: actions.trash,
    };
    const single: Record<string, (() => void) | undefined> = {
      i: onFacts,
      '.': actions.favourite,
      r: actions.start('remix'),
      f: actions.start('reframe'),
      b: actions.start('replace-background'),
      c: actions.start('remove-background'),
      u: actions.start('upscale'),
      e: actions.start('describe'),
      p: actions.takePrompt,
      s: actions.takeSeed,
      a: actions.takeAll,
      l: actions.share,
    };
    const act = always[event.key] ?? (lettersOn() ? single[event.key.toLowerCase()] : undefined);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
