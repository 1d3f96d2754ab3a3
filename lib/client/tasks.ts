'use client';

import {
  mutationOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Inputs, OperationName } from '@/lib/schema/operation';
import type { SettlementCharge, Task, TaskChanges, TaskDetail } from '@/lib/schema/task';
import { isOpen } from '@/lib/schema/task-status';
import { call } from './api';
import { followChanges } from './changes';
import { beginOwn, rememberOwn } from './own-tasks';
import { purchaseHeaders, type Purchase } from './press-key';
import { findRun, placeTask, runQueries, runsOf } from './runs';
import { followSpending } from './spending';
import { followStops } from './stops';

/** What one press asks. */
export type Start = {
  [Name in OperationName]: { operation: Name; body: Inputs[Name] } & Purchase;
}[OperationName];

type TaskReply = { task: Task };

async function buy(client: QueryClient, path: string, json: unknown, purchase: Purchase): Promise<Task> {
  const end = beginOwn();
  try {
    const task = await post(client, path, json, purchaseHeaders(purchase));
    rememberOwn(task.id);
    return task;
  } finally {
    end();
  }
}

async function post(client: QueryClient, path: string, json: unknown, headers?: Record<string, string>): Promise<Task> {
  const { task } = await call<TaskReply>(path, { method: 'POST', headers, json });
  followSpending(client, [{ task, before: knownTask(client, task.id) }]);
  keep(client, task);
  return task;
}

/** A task as this page last heard of it, or null. */
const knownTask = (client: QueryClient, id: string): Task | null =>
  findRun(client, id)?.task ?? client.getQueryData(taskQueries.open.queryKey)?.find((task) => task.id === id) ?? null;

/** Writes a task into the library and among the open ones, unless something newer is known of it. */
function keep(client: QueryClient, task: Task): void {
  if ((knownTask(client, task.id)?.revision ?? 0) > task.revision) return;
  placeTask(client, task);
  client.setQueryData(taskQueries.open.queryKey, (open) => open && placeOpen(open, task));
}

function placeOpen(open: Task[], task: Task): Task[] {
  const others = open.filter(({ id }) => id !== task.id);
  if (!isOpen(task.status)) return others;
  return [task, ...others].toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
}

export const taskQueries = {
  /** What has not ended, also what is older than the loaded library; read once, and kept true by the live feed. */
  open: queryOptions({
    queryKey: ['tasks', 'open'],
    queryFn: async ({ signal }) => (await call<{ tasks: Task[] }>('/api/tasks?open=1&limit=200', { signal })).tasks,
    staleTime: Infinity,
    gcTime: Infinity,
  }),
  /** What is only told of a task on its own, as of its revision. */
  detail: ({ id, revision }: Task) =>
    queryOptions({
      queryKey: ['tasks', id, revision],
      queryFn: async ({ signal }) =>
        (await call<{ task: TaskDetail }>(`/api/tasks/${encodeURIComponent(id)}`, { signal })).task,
      staleTime: Infinity,
    }),
  /** One task that need not be in the loaded library, as it stood when it was read. */
  one: (id: string) =>
    queryOptions({
      queryKey: ['tasks', id],
      queryFn: async ({ signal }) =>
        (await call<{ task: TaskDetail }>(`/api/tasks/${encodeURIComponent(id)}`, { signal })).task,
      staleTime: 60_000,
    }),
};

/** What can be done to tasks; every answer is written into the library at once. Errors are AppErrors. */
export const taskMutations = {
  start: mutationOptions({
    mutationKey: ['tasks', 'start'],
    mutationFn: ({ operation, body, ...purchase }: Start, { client }) =>
      buy(client, `/api/${operation}`, body, purchase),
  }),
  cancel: mutationOptions({
    mutationKey: ['tasks', 'cancel'],
    mutationFn: (id: string, { client }) => post(client, `/api/tasks/${id}/cancel`, {}),
  }),
  check: mutationOptions({
    mutationKey: ['tasks', 'check'],
    mutationFn: (id: string, { client }) => post(client, `/api/tasks/${id}/check`, {}),
  }),
  retry: mutationOptions({
    mutationKey: ['tasks', 'retry'],
    mutationFn: ({ id, ...purchase }: { id: string } & Purchase, { client }) =>
      buy(client, `/api/tasks/${id}/retry`, {}, purchase),
  }),
  /** What a person says that an unclear end counts as. */
  settle: mutationOptions({
    mutationKey: ['tasks', 'settle'],
    mutationFn: ({ id, charge }: { id: string; charge: SettlementCharge }, { client }) =>
      post(client, `/api/tasks/${id}/settle`, { charge }),
  }),
  hide: mutationOptions({
    mutationKey: ['tasks', 'hide'],
    mutationFn: async ({ id, hidden }: { id: string; hidden: boolean }, { client }) => {
      const { task } = await call<TaskReply>(`/api/tasks/${id}`, { method: 'PATCH', json: { hidden } });
      keep(client, task);
      return task;
    },
  }),
};

/** A task as the feed brought it, and as it stood before (null: new to this page). */
export type TaskChange = { task: Task; before: Task | null };

/** How far each cache has come, so that a page left and entered again goes on where its own list stands. */
const seen = new WeakMap<QueryClient, number>();

/**
 * Keeps the library true: one long poll for the whole page, each change written into the list. Runs while mounted;
 * silent while the tab is hidden. `onChange` hears every change after it was written.
 */
export function useLiveTasks(initialRevision: number, onChange?: (changes: TaskChange[]) => void): void {
  const client = useQueryClient();
  const listener = useRef(onChange);
  useEffect(() => {
    listener.current = onChange;
  });
  useEffect(() => {
    const stop = new AbortController();
    void followChanges({
      since: seen.get(client) ?? initialRevision,
      signal: stop.signal,
      read: (since, signal) => call<TaskChanges>(`/api/tasks/changes?since=${since}&wait=25`, { signal }),
      apply: (tasks, revision) => {
        const changes = tasks.map((task) => ({ task, before: knownTask(client, task.id) }));
        for (const task of tasks) keep(client, task);
        // What is on its way may have been read before these changes.
        const { queryKey } = taskQueries.open;
        if (client.isFetching({ queryKey }) > 0) void client.resetQueries({ queryKey });
        followSpending(client, changes);
        followStops(client, changes);
        seen.set(client, revision);
        listener.current?.(changes);
      },
    });
    return () => stop.abort();
  }, [client, initialRevision]);
}

/** The tasks that have not ended, newest first; out of the loaded library until they have been read. */
export function useOpenTasks(): Task[] {
  const { data: open } = useQuery(taskQueries.open);
  const { data } = useInfiniteQuery({ ...runQueries.list(''), enabled: false });
  return open ?? runsOf(data).flatMap((run) => (run.task !== null && isOpen(run.task.status) ? [run.task] : []));
}
