import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notifyFault } from '@/components/ui/toast';
import { connectionMutations, inOrder } from '@/lib/client/connections';
import type { ConnectionEntry } from '@/lib/schema/connection';

/**
 * The order of the connections while it is changed: by dragging a grip, by the arrow keys on it, by `move`. What is
 * dragged moves in the list at once and is stored when it is let go; Escape puts it back.
 */
export function useOrder(stored: readonly ConnectionEntry[]) {
  const t = useTranslations('connections');
  const { mutateAsync } = useMutation(connectionMutations.order);
  const [dragged, setDragged] = useState<{ id: string; ids: string[] } | null>(null);
  // Events that follow each other fast come before the page has drawn the last one.
  const latest = useRef(dragged);
  const drag = (to: typeof dragged) => {
    latest.current = to;
    setDragged(to);
  };
  const connections = dragged ? inOrder(stored, dragged.ids) : stored;

  const store = (ids: string[], id: string) => {
    if (ids.every((one, at) => stored[at]?.id === one)) return;
    const label = stored.find((one) => one.id === id)?.label ?? '';
    announce(t('moved', { label, place: ids.indexOf(id) + 1, count: ids.length }));
    void mutateAsync(ids).catch(notifyFault);
  };

  const move = (id: string, by: -1 | 1) => {
    const ids = connections.map((one) => one.id);
    const from = ids.indexOf(id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= ids.length) return;
    store(ids.toSpliced(from, 1).toSpliced(to, 0, id), id);
  };

  /** The place under the pointer: the row whose middle it has passed. */
  const placeAt = (y: number, grip: HTMLElement): number => {
    const rows = [...(grip.closest('ul')?.querySelectorAll<HTMLElement>(':scope > li') ?? [])];
    const passed = rows.filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y > top + height / 2;
    });
    return Math.min(passed.length, rows.length - 1);
  };

  const grip = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag({ id, ids: stored.map((one) => one.id) });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const ids = latest.current?.id === id ? latest.current.ids : null;
      if (ids === null) return;
      const from = ids.indexOf(id);
      const at = placeAt(event.clientY, event.currentTarget);
      // A row moves only once the pointer has left its own place, or two of unlike height would change for ever.
      const to = at > from ? Math.max(from, at - 1) : at;
      if (to !== from) drag({ id, ids: ids.toSpliced(from, 1).toSpliced(to, 0, id) });
    },
    onPointerUp: () => {
      if (latest.current) store(latest.current.ids, id);
      drag(null);
    },
    onPointerCancel: () => drag(null),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape' && dragged) {
        event.stopPropagation();
        return drag(null);
      }
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
      event.preventDefault();
      move(id, event.key === 'ArrowUp' ? -1 : 1);
    },
  });

  return { connections, grip, move, dragged: dragged?.id ?? null };
}
