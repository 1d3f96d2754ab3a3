import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { layoutRows, measureFor, placeFrames, type LineRow, type Place } from '@/lib/client/rows';
import { isOpen } from '@/lib/schema/task-status';
import { DayHead } from './day-head';
import { picturesOf, type Sheet } from './frames';
import { cardOf } from './outcomes';
import { headroom, useSteadyPlace } from './place';
import { RunStrip } from './run-strip';
import { findSpot, keyAt, rowOfRun, step, type Layout } from './steps';
import type { Tools } from './tools';
import { useKeys } from './use-keys';
import { useBox } from './use-measure';
import { usePointer } from './use-pointer';
import { useSteady } from './use-steady';
import { useWords } from './words';
import { useZoom } from './zoom';

/** How many rows before the end the next page is asked for. */
const nearEnd = 6;

/**
 * The rows of the library. Only those near the window are drawn; every height is known before any picture. A browser
 * holds about 16 million pixels of page, some 400,000 pictures at desktop width.
 */
export function ContactSheet({ sheets, query, more, asleep, viewed, tools, onNearEnd }: {
  sheets: readonly Sheet[];
  query: string;
  more: boolean;
  asleep: boolean;
  /** The picture in the viewer, so that focus comes back to its tile. */
  viewed: string | null;
  tools: Tools;
  onNearEnd: () => void;
}) {
  const { t } = useWords();
  const [watch, box] = useBox();
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const zoom = useZoom();
  const seat = useCallback((element: HTMLElement | null) => {
    watch(element);
    setRoot(element);
  }, [watch]);

  const layout = useMemo((): Layout => {
    const measure = measureFor(box.window, box.width, zoom);
    const shapes = sheets.map(({ shape }) => shape);
    return { sheets, shapes, measure, rows: layoutRows(shapes, measure, more) };
  }, [sheets, box.window, box.width, zoom, more]);
  const { rows } = layout;

  const [wanted, setWanted] = useState<string | null>(null);
  const { attention } = tools;
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => rows[index]?.height ?? 0,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: 3,
    scrollMargin: box.top,
    rangeExtractor: useCallback(
      (range: Range) => {
        // The focused row stays, or the keyboard would fall out of the gallery when the wheel turns.
        const held = findSpot(layout, attention.get().focused ?? wanted);
        const drawn = defaultRangeExtractor(range);
        return held === null || drawn.includes(held.row)
          ? drawn
          : [...drawn, held.row].toSorted((one, other) => one - other);
      },
      [layout, wanted, attention],
    ),
  });
  useSteadyPlace(layout, query, box);

  const move = useCallback(
    (key: string) => {
      const spot = findSpot(layout, key);
      const row = spot && layout.rows[spot.row];
      if (!root || !row) return;
      attention.set({ stop: key, focused: key });
      flushSync(() => setWanted(key));
      show(row.top + box.top, row.height, box.window);
      const frame = root.querySelector<HTMLElement>(`[data-frame="${CSS.escape(key)}"]`);
      (frame?.matches('[data-stop]') ? frame : frame?.querySelector<HTMLElement>('[data-stop]'))?.focus({
        preventScroll: true,
      });
    },
    [layout, root, box, attention],
  );

  const lastViewed = useRef(viewed);
  useEffect(() => {
    const left = lastViewed.current;
    lastViewed.current = viewed;
    if (viewed !== null || left === null || document.activeElement !== document.body) return;
    const run = layout.sheets.findIndex((sheet) => sheet.run.images.some(({ id }) => id === left));
    const frame = layout.sheets[run]?.frames.findIndex(
      (entry) => entry.kind === 'picture' && entry.image.id === left,
    );
    const key = frame === undefined ? null : keyAt(layout, { row: rowOfRun(rows, run), run, frame });
    if (key !== null) requestAnimationFrame(() => move(key));
  }, [viewed, layout, rows, move]);

  useEffect(() => {
    if (findSpot(layout, attention.get().stop) !== null) return;
    const first = step(layout, { row: 0, run: 0, frame: 0 }, 'first');
    attention.set({ stop: first && keyAt(layout, first) });
  }, [layout, attention]);

  const order = useSteady(() => picturesOf(sheets).map(({ id }) => id));
  const open = useSteady((key: string) => {
    const task = sheets[findSpot(layout, key)?.run ?? -1]?.run.task;
    if (task && (!isOpen(task.status) || cardOf(task) !== null)) tools.openDetails(task);
  });
  usePointer({ root, tools, order, open });
  useKeys({ layout, tools, order, move, open, asleep });

  const items = virtualizer.getVirtualItems();
  const held = findSpot(layout, attention.get().focused ?? wanted)?.row;
  const lastDrawn = items.findLast(({ index }) => index !== held)?.index ?? 0;
  useEffect(() => {
    if (more && rows.length > 0 && lastDrawn >= rows.length - nearEnd) onNearEnd();
  }, [more, rows, lastDrawn, onNearEnd]);

  const last = rows.at(-1);
  const search = query === '' ? '' : `?${new URLSearchParams({ q: query }).toString()}`;
  return (
    <section
      ref={seat}
      aria-label={t('label')}
      className="sheet-rows"
      style={{ blockSize: last ? last.top + last.height : undefined }}
    >
      {items.flatMap(({ index }) => {
        const row = rows[index];
        if (row === undefined) return [];
        if (row.kind === 'day') {
          return (
            <DayHead
              key={row.key}
              day={row.day}
              top={row.top}
              first={row.first}
              sheets={sheets}
              more={more}
            />
          );
        }
        return [...placesOf(row, layout)].map(([run, places]) => {
          const sheet = sheets[run];
          if (sheet === undefined) return null;
          // Runs are siblings, whatever row they fall in: one that moves to another row keeps its pictures and focus.
          return (
            <RunStrip
              key={sheet.run.id}
              sheet={sheet}
              top={row.top}
              strip={row.strip}
              places={places}
              search={search}
            />
          );
        });
      })}
    </section>
  );
}

const placed = new WeakMap<LineRow, Map<number, Place[]>>();

/** The places of a row's frames by run, worked out once a row. */
function placesOf(row: LineRow, { shapes, measure }: Layout): Map<number, Place[]> {
  const known = placed.get(row);
  if (known !== undefined) return known;
  const places = Map.groupBy(placeFrames(row, shapes, measure), ({ run }) => run);
  placed.set(row, places);
  return places;
}

/** Scrolls just as far as a row needs, clear of the composer. */
function show(top: number, height: number, windowWidth: number): void {
  const room = headroom(windowWidth);
  const foot = windowWidth <= 640 ? 140 : 24;
  const above = top - room - 8 - window.scrollY;
  const below = top + height + foot - (window.scrollY + window.innerHeight);
  if (above < 0) window.scrollBy({ top: above, behavior: 'instant' });
  else if (below > 0) window.scrollBy({ top: Math.min(below, above), behavior: 'instant' });
}
