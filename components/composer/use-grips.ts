import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { draggedRatio, heldFrame, keyLeads, nearestTo, restingFrame } from '@/lib/client/reframe';
import type { FrameShape, Grip, Size } from '@/lib/client/reframe';

type Held = { grip: Grip; from: Size; x: number; y: number; at: number };

/**
 * Moves a frame from shape to shape by its grips. `at` is where the present shape stands among `shapes`, `ratio` what
 * is drawn on `board`. Answers the size of the frame in pixels, and what a grip listens to.
 */
export function useGrips({ shapes, at, ratio, board, onChoose }: {
  shapes: readonly FrameShape[];
  at: number;
  ratio: number;
  board: Size;
  onChoose: (shape: FrameShape) => void;
}) {
  const [held, setHeld] = useState<Held | null>(null);
  const frame = held ? heldFrame(held.grip, held.from, ratio, board) : restingFrame(ratio, board);

  const choose = (next: number) => {
    const shape = shapes[next];
    if (shape && next !== at) onChoose(shape);
  };
  const letGo = () => setHeld(null);

  const listen = (grip: Grip) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.focus({ preventScroll: true });
      setHeld({ grip, from: frame, x: event.clientX, y: event.clientY, at });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!held) return;
      const moved = { x: event.clientX - held.x, y: event.clientY - held.y };
      choose(nearestTo(draggedRatio(held.grip, held.from, moved), shapes));
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onLostPointerCapture: letGo,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape') {
        if (!held) return event.currentTarget.blur();
        event.preventDefault();
        choose(held.at);
        return letGo();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const next = keyLeads(grip, event.key, at, shapes.length);
      if (next === null) return;
      event.preventDefault();
      choose(next);
    },
  });

  return { frame, held: held !== null, listen };
}
