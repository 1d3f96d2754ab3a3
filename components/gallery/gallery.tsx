'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { later } from '@/lib/client/later';
import { setLibraryQuery } from '@/lib/client/location';
import { runQueries, runsOf } from '@/lib/client/runs';
import { createSelection } from '@/lib/client/selection';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { createAttention } from './attention';
import { ContactSheet } from './contact-sheet';
import { sheetOf } from './frames';
import { BlankSheets, LibraryFault, LibraryFoot, NothingFits } from './gallery-states';
import { SelectionBar } from './selection-bar';
import { ToolsContext, type Tools } from './tools';
import { useLate } from './use-late';
import { usePictureActions } from './use-picture-actions';
import { useSteady } from './use-steady';
import { useTaskActions } from './use-task-actions';

const PictureMenu = later(() => import('./picture-menu').then(({ PictureMenu }) => PictureMenu));
const TaskDetails = later(() => import('./task-details').then(({ TaskDetails }) => TaskDetails));

/**
 * The library: every run newest first, every state of a task, selection, keyboard, menus. `query` is the search as it
 * stands in the address; `viewed` the picture open in the viewer, under which the gallery stays as it is.
 */
export function Gallery({ query, viewed, covered, renderEmpty, onShare, onCompose }: {
  query: string;
  viewed: string | null;
  /** Whether anything stands over it, so that no key is meant for it. */
  covered: boolean;
  /** What stands here before the first picture. */
  renderEmpty: () => ReactNode;
  onShare: (ids: string[]) => void;
  /** Something was put into the box: bring it into view. */
  onCompose: () => void;
}) {
  const list = useInfiniteQuery({ ...runQueries.list(query), placeholderData: keepPreviousData });
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = list;
  const runs = useMemo(() => runsOf(data), [data]);
  const sheets = useMemo(() => runs.map(sheetOf).filter(({ frames }) => frames.length > 0), [runs]);

  const [selection] = useState(createSelection);
  const [attention] = useState(createAttention);
  const [menu, setMenu] = useState<{ image: Image; anchor: HTMLElement; open: boolean } | null>(null);
  const [details, setDetails] = useState<{ task: Task; open: boolean } | null>(null);
  const compose = useSteady(onCompose);
  const share = useSteady(onShare);
  const pictures = usePictureActions({ selection, onShare: share, onCompose: compose });
  const tasks = useTaskActions({ onCompose: compose });
  const tools = useMemo((): Tools => ({
    attention,
    selection,
    pictures,
    tasks,
    openMenu: (image, key, anchor) => {
      attention.set({ held: key });
      setMenu({ image, anchor, open: true });
    },
    openDetails: (task) => setDetails({ task, open: true }),
  }), [attention, selection, pictures, tasks]);

  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const closeMenu = useCallback(() => {
    // First: the button goes with the attention, and focus with it.
    menu?.anchor.focus({ preventScroll: true });
    attention.set({ held: null });
    setMenu((shown) => shown && { ...shown, open: false });
  }, [attention, menu]);

  // While another view is read, the present one stays under its own name; only a slow one gives way to blank sheets.
  const [shown, setShown] = useState(query);
  if (!list.isPlaceholderData && shown !== query) setShown(query);

  const late = useLate(list.isPending || list.isPlaceholderData);

  const body = () => {
    if (late) return <BlankSheets />;
    if (list.isPending) return null;
    if (list.isError && !isFetchNextPageError)
      return <LibraryFault error={list.error} onRetry={() => void refetch()} />;
    if (sheets.length === 0 && !hasNextPage) {
      return query === '' ? renderEmpty() : <NothingFits query={query} onClear={() => setLibraryQuery('')} />;
    }
    return (
      <>
        <ContactSheet
          sheets={sheets}
          query={shown}
          more={hasNextPage}
          asleep={covered}
          viewed={viewed}
          tools={tools}
          onNearEnd={onNearEnd}
        />
        <LibraryFoot
          fault={isFetchNextPageError ? list.error : null}
          more={hasNextPage}
          onRetry={() => void fetchNextPage()}
        />
      </>
    );
  };

  return (
    <ToolsContext value={tools}>
      <div className="gallery" aria-busy={list.isPending || list.isPlaceholderData}>
        {body()}
      </div>
      <SelectionBar tools={tools} />
      {menu && <PictureMenu {...menu} pictures={pictures} onClose={closeMenu} />}
      {details && (
        <TaskDetails
          open={details.open}
          task={runs.find(({ task }) => task?.id === details.task.id)?.task ?? details.task}
          later={runs.flatMap(({ task }) => (task?.retryOf === details.task.id ? [task] : []))}
          tasks={tasks}
          onClose={() => setDetails({ ...details, open: false })}
        />
      )}
    </ToolsContext>
  );
}
