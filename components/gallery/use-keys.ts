import { useRef } from 'react';
import { hasOwnKeys, useKeyDown } from '@/lib/client/key-down';
import { lettersOn } from '@/lib/client/letters';
import type { Image } from '@/lib/schema/image';
import { findSpot, keyAt, step, type Direction, type Layout } from './steps';
import type { Tools } from './tools';
import { zoomBy } from './zoom';

const directions: Record<string, Direction> = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last',
};

/**
 * The keyboard of the gallery: arrows move through pictures and cards, letters act on the one attended to. Listens on
 * the page, so that a hovered picture answers too; `asleep` while the viewer is open.
 */
export function useKeys({ layout, tools, order, move, open, asleep }: {
  layout: Layout;
  tools: Tools;
  order: () => string[];
  move: (key: string) => void;
  /** Shows all that the card in a frame has to say. */
  open: (key: string) => void;
  asleep: boolean;
}): void {
  const column = useRef<{ key: string; at: number } | null>(null);
  const { attention, selection, pictures } = tools;

  const travel = (event: KeyboardEvent): boolean => {
    const direction = directions[event.key];
    const { focused } = attention.get();
    const from = findSpot(layout, focused);
    if (direction === undefined || from === null) return false;
    const aim = column.current?.key === focused ? column.current?.at : undefined;
    const next = step(layout, { ...from, column: aim }, direction);
    const key = next && keyAt(layout, next);
    if (next === null || key === null) return true;
    column.current = next.column === undefined ? null : { key, at: next.column };
    move(key);
    return true;
  };

  const chosen = (id: string): string[] => (selection.ids().has(id) ? [...selection.ids()] : [id]);
  const onPicture: Record<string, (image: Image) => void> = {
    x: ({ id }) => selection.toggle(id),
    X: ({ id }) => selection.range(id, order()),
    r: pictures.start('remix'),
    f: pictures.start('reframe'),
    b: pictures.start('replace-background'),
    c: pictures.start('remove-background'),
    u: pictures.start('upscale'),
    e: pictures.start('describe'),
    '.': (image) => pictures.favourite([image], !image.favourite),
    p: pictures.takePrompt,
    s: pictures.takeSeed,
    a: pictures.takeAll,
    l: ({ id }) => pictures.share(chosen(id)),
  };

  useKeyDown((event) => {
    if (event.defaultPrevented || event.isComposing || hasOwnKeys(event.target)) return;
    const { focused, hovered } = attention.get();
    if (
      (event.ctrlKey || event.metaKey) &&
      event.key.toLowerCase() === 'a' &&
      !event.shiftKey &&
      !event.altKey
    ) {
      selection.add(order());
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selection.ids().size > 0) {
      selection.clear();
      event.preventDefault();
      return;
    }
    if (travel(event)) {
      event.preventDefault();
      return;
    }
    const spot = findSpot(layout, focused ?? hovered);
    const frame = spot && layout.sheets[spot.run]?.frames[spot.frame];
    if (
      event.key === 'Enter' &&
      event.target instanceof HTMLElement &&
      event.target.matches('div[data-stop]')
    ) {
      if (focused !== null) open(focused);
      return;
    }
    const image = frame?.kind === 'picture' ? frame.image : null;
    if (image && spot && (event.key === 'Delete' || event.key === 'Backspace')) {
      const next = step(layout, spot, 'right') ?? step(layout, spot, 'left');
      const key = next && keyAt(layout, next);
      pictures.trash(chosen(image.id));
      if (focused !== null && key !== null) move(key);
      event.preventDefault();
      return;
    }
    if (!lettersOn()) return;
    if (event.key === '-' || event.key === '=') {
      zoomBy(event.key === '=' ? 1 : -1);
      event.preventDefault();
      return;
    }
    const act = event.shiftKey && event.key !== 'X' ? undefined : onPicture[event.key];
    if (act === undefined || image === null) return;
    act(image);
    event.preventDefault();
  }, !asleep);
}
