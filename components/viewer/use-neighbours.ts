import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { runQueries, runsOf } from '@/lib/client/runs';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';

/** Pictures before the end of the loaded list at which the next page is asked for. */
const nearEnd = 3;

/**
 * `image` and `run` are those of the gallery's list, null when it has not loaded that far; `beside` is the picture so
 * many steps after another one, before it when negative.
 */
export type Neighbours = {
  image: Image | null;
  run: Run | null;
  beside: (id: string, by: number) => Image | null;
};

/**
 * The pictures on either side in the gallery's present order. One that the gallery has not loaded, after a hard load
 * of its address, stands among the pictures of its own run.
 */
export function useNeighbours(query: string, id: string, own: readonly Image[]): Neighbours {
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useInfiniteQuery(
    runQueries.list(query),
  );
  const runs = useMemo(() => runsOf(data), [data]);
  const listed = useMemo(() => runs.flatMap((run) => run.images.map((image) => ({ image, run }))), [runs]);
  const at = listed.findIndex(({ image }) => image.id === id);

  const ending = at !== -1 && at >= listed.length - nearEnd;
  useEffect(() => {
    if (ending && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [ending, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const order = useMemo(() => (at === -1 ? own : listed.map(({ image }) => image)), [at, own, listed]);
  const beside = useCallback((from: string, by: number): Image | null => {
    const place = order.findIndex((image) => image.id === from);
    return place === -1 ? null : (order[place + by] ?? null);
  }, [order]);
  return { image: listed[at]?.image ?? null, run: listed[at]?.run ?? null, beside };
}
