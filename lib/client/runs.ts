'use client';

import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import type { Run, RunPage } from '@/lib/schema/run';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { call } from './api';
import * as pages from './run-pages';

export { runsOf, type RunPages } from './run-pages';

const pageSize = 60;

function pagePath(query: string, cursor: string | null): string {
  const search = new URLSearchParams({ limit: String(pageSize) });
  if (query !== '') search.set('q', query);
  if (cursor !== null) search.set('cursor', cursor);
  return `/api/runs?${search.toString()}`;
}

/**
 * The gallery's lists. The whole library (query '') is kept true by the live feed and by the edits below and is
 * never fetched a second time; a filtered list is fetched afresh when it is entered again.
 */
export const runQueries = {
  all: ['runs'] as const,
  list: (query: string) =>
    infiniteQueryOptions({
      queryKey: [...runQueries.all, query] as const,
      queryFn: ({ pageParam, signal }) => call<RunPage>(pagePath(query, pageParam), { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
      staleTime: query === '' ? Infinity : 30_000,
      gcTime: query === '' ? Infinity : 300_000,
    }),
};

function edit(client: QueryClient, change: (data: pages.RunPages) => pages.RunPages): void {
  client.setQueriesData<pages.RunPages>({ queryKey: runQueries.all }, (data) => data && change(data));
}

/** Writes a task into the library list; filtered lists only exchange the pictures they already show. */
export function placeTask(client: QueryClient, task: Task): void {
  client.setQueryData(runQueries.list('').queryKey, (data) => data && pages.placeTask(data, task));
}

/** Puts a changed picture in place of itself in every list. */
export function replaceImage(client: QueryClient, image: Image): void {
  edit(client, (data) => pages.replaceImage(data, image));
}

/** Takes pictures out of every list and answers the runs of the library as they were, for restoreRuns. */
export function removeImages(client: QueryClient, ids: readonly string[]): Run[] {
  const gone = new Set(ids);
  const whole = client.getQueryData(runQueries.list('').queryKey);
  const before = whole === undefined ? [] : pages.runsWith(whole, gone);
  edit(client, (data) => pages.removeImages(data, gone));
  return before;
}

/** Undoes removeImages in the library; filtered lists out of view are dropped, the one in view is fetched again. */
export function restoreRuns(client: QueryClient, before: readonly Run[], ids: readonly string[]): void {
  const back = new Set(ids);
  client.setQueryData(runQueries.list('').queryKey, (data) => data && pages.restoreRuns(data, before, back));
  refreshFiltered(client);
}

/** Puts an upload on top of the library. */
export function placeUpload(client: QueryClient, image: Image): void {
  const run: Run = { id: image.id, task: null, images: [image] };
  client.setQueryData(runQueries.list('').queryKey, (data) => data && pages.insertRun(data, run));
  refreshFiltered(client);
}

const filtered = (key: readonly unknown[]): boolean => key[0] === runQueries.all[0] && key[1] !== '';

/** What a filter matches has changed: forget the lists nobody looks at, fetch the one in view again. */
export function refreshFiltered(client: QueryClient): void {
  client.removeQueries({ type: 'inactive', predicate: (query) => filtered(query.queryKey) });
  void client.invalidateQueries({ type: 'active', predicate: (query) => filtered(query.queryKey) });
}

/** A run of the loaded library, or null. */
export function findRun(client: QueryClient, id: string): Run | null {
  const data = client.getQueryData(runQueries.list('').queryKey);
  return pages.runsOf(data).find((run) => run.id === id) ?? null;
}
