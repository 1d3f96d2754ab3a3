import { useEffect } from 'react';
import { dragType } from '@/lib/client/incoming';
import { openImage } from '@/lib/client/location';
import type { Tools } from './tools';

const longPressMs = 450;
const stillWithin = 10;

const frameOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-frame]') : null;

const imageOf = (target: EventTarget | null): string | null => frameOf(target)?.dataset['image'] ?? null;

/**
 * Pointer and focus for the whole gallery, one listener each: which frame is attended to, what a press opens or
 * selects, what a drag carries. `order` is every picture in its order, for ranges.
 */
export function usePointer({ root, tools, order, open }: {
  root: HTMLElement | null;
  tools: Tools;
  order: () => string[];
  /** Shows all that the card in a frame has to say. */
  open: (key: string) => void;
}): void {
  useEffect(() => {
    if (root === null) return;
    const { attention, selection } = tools;
    const end = new AbortController();
    const { signal } = end;
    let touch = false;
    let pressed = false;
    let press: { x: number; y: number; timer: ReturnType<typeof setTimeout> } | null = null;

    const drop = () => {
      if (press) clearTimeout(press.timer);
      press = null;
    };

    root.addEventListener('pointerover', (event) => {
      if (event.pointerType !== 'mouse') return;
      attention.set({ hovered: frameOf(event.target)?.dataset['frame'] ?? null });
    }, { signal });
    root.addEventListener('pointerleave', () => attention.set({ hovered: null }), { signal });
    root.addEventListener('focusin', (event) => {
      const key = frameOf(event.target)?.dataset['frame'];
      if (key !== undefined) attention.set({ focused: key, stop: key });
    }, { signal });
    root.addEventListener('focusout', (event) => {
      if (frameOf(event.relatedTarget) === null) attention.set({ focused: null });
    }, { signal });

    root.addEventListener('pointerdown', (event) => {
      drop();
      touch = event.pointerType === 'touch';
      pressed = false;
      const id = imageOf(event.target);
      if (!touch || id === null) return;
      const timer = setTimeout(() => {
        pressed = true;
        selection.toggle(id);
        navigator.vibrate?.(10);
      }, longPressMs);
      press = { x: event.clientX, y: event.clientY, timer };
    }, { signal });
    root.addEventListener('pointermove', (event) => {
      if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > stillWithin) drop();
    }, { signal });
    root.addEventListener('pointerup', drop, { signal });
    root.addEventListener('pointercancel', drop, { signal });
    root.addEventListener('contextmenu', (event) => {
      if (touch && imageOf(event.target) !== null) event.preventDefault();
    }, { signal });

    root.addEventListener('click', (event) => {
      const { target } = event;
      const id = imageOf(target);
      if (!(target instanceof Element)) return;
      const card = target.closest<HTMLElement>('div[data-stop]');
      const read = target.closest('button') === null && getSelection()?.isCollapsed !== false;
      if (card?.dataset['frame'] !== undefined && read) {
        open(card.dataset['frame']);
        return;
      }
      if (id === null) return;
      if (pressed) {
        // The finger that chose the picture is lifted; whatever lies under it now was not meant.
        pressed = false;
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      if (target.closest('[data-pick]')) {
        if (event.shiftKey) selection.range(id, order());
        else selection.toggle(id);
        return;
      }
      if (!target.closest('a[data-stop]') || event.ctrlKey || event.metaKey || event.button !== 0) return;
      event.preventDefault();
      if (event.shiftKey && selection.ids().size > 0) {
        selection.range(id, order());
      } else if (touch && selection.ids().size > 0) {
        selection.toggle(id);
      } else {
        openImage(id);
      }
    }, { signal });

    root.addEventListener('dragstart', (event) => {
      const id = imageOf(event.target);
      if (id === null || touch || !event.dataTransfer) return;
      event.dataTransfer.setData(dragType, id);
      event.dataTransfer.effectAllowed = 'copyMove';
    }, { signal });

    return () => {
      drop();
      end.abort();
    };
  }, [root, tools, order, open]);
}
