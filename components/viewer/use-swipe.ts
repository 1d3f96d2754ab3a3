import { useRef, type PointerEvent } from 'react';

/** Pixels: how far a finger goes to turn, and the rim of the screen that belongs to the system. */
const far = 56;
const rim = 24;

/** Turns by a finger drawn across; spread it on the element, which keeps `touch-action: pan-y`. */
export function useSwipe(onTurn: (to: 'previous' | 'next') => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      const { clientX: x, clientY: y } = event;
      const inside = x > rim && x < window.innerWidth - rim;
      from.current = event.pointerType === 'touch' && event.isPrimary && inside ? { x, y } : null;
    },
    onPointerUp: (event: PointerEvent) => {
      const start = from.current;
      from.current = null;
      if (start === null) return;
      const [x, y] = [event.clientX - start.x, event.clientY - start.y];
      if (Math.abs(x) > far && Math.abs(x) > Math.abs(y) * 2) onTurn(x < 0 ? 'next' : 'previous');
    },
    onPointerCancel: () => {
      from.current = null;
    },
  };
}
