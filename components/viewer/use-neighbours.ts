import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { runQueries, runsOf } from '@/lib/client/runs';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';

/** Pictures before the end of the loaded list at which the next page is asked for. */
const nearEnd = 3;

/** `image` and `run` are those of the gallery's list, null when it has not loaded that far. */
export type Neighbours = { image: Image | null; run: Run | null; previous: Image | null; next: Image | null };

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

  if (at === -1) {
    const place = own.findIndex((image) => image.id === id);
    const beside = (by: number) => (place === -1 ? null : (own[place + by] ?? null));
    return { image: null, run: null, previous: beside(-1), next: beside(1) };
  }
  return {
    image: listed[at]?.image ?? null,
    run: listed[at]?.run ?? null,
    previous: listed[at - 1]?.image ?? null,
    next: listed[at + 1]?.image ?? null,
  };
}
