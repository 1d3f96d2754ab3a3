import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type {
  ConnectionEntry,
  ConnectionPatch,
  ConnectionRequest,
  ConnectionsReply,
  Recognised,
  Report,
} from '@/lib/schema/connection';
import type { Task } from '@/lib/schema/task';
import { call } from './api';
import { modelQueries } from './models';
import { purchaseHeaders, type Purchase } from './press-key';
import { statusQueries } from './status';

const pathOf = (id: string): string => `/api/connections/${encodeURIComponent(id)}`;

const examine = async (json: { id: string } | ConnectionRequest): Promise<Report> =>
  (await call<{ report: Report }>('/api/connections/examine', { method: 'POST', json })).report;

export const connectionQueries = {
  /** Every connection in its order, none with its key, and the dialects there are. */
  all: queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => call<ConnectionsReply>('/api/connections', { signal }),
    staleTime: 10_000,
  }),
  /** What an address alone tells: no network beyond the studio, so the same address gives the same answer for ever. */
  recognise: (baseUrl: string) =>
    queryOptions({
      queryKey: ['recognise', baseUrl],
      queryFn: ({ signal }) =>
        call<Recognised>('/api/connections/recognise', { method: 'POST', json: { baseUrl }, signal }),
      staleTime: Infinity,
      retry: false,
    }),
};

/** What can be asked of each connection follows from what is set up. */
async function refresh(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: connectionQueries.all.queryKey }),
    client.invalidateQueries({ queryKey: modelQueries.all.queryKey }),
    // A new key ends what stopped it.
    client.invalidateQueries({ queryKey: statusQueries.now.queryKey }),
  ]);
}

const place = (client: QueryClient, entry: ConnectionEntry): void =>
  void client.setQueryData(
    connectionQueries.all.queryKey,
    (known) =>
      known && {
        ...known,
        connections: known.connections.map((other) => (other.id === entry.id ? entry : other)),
      },
  );

type Change = { id: string; patch: ConnectionPatch };

/** Changes to connections. Errors are AppErrors; a fault of a field stands in `fields` under the body's own name. */
export const connectionMutations = {
  /** Stores a connection; its key is told nowhere again. */
  create: mutationOptions({
    mutationKey: ['connections', 'create'],
    // What a mutation was given stays in memory for a while, and a key is in it.
    gcTime: 0,
    mutationFn: async (json: ConnectionRequest) =>
      (await call<{ connection: ConnectionEntry }>('/api/connections', { method: 'POST', json })).connection,
    onSettled: (_done, _error, _json, _result, { client }) => refresh(client),
  }),
  change: mutationOptions({
    mutationKey: ['connections', 'change'],
    gcTime: 0,
    mutationFn: async ({ id, patch }: Change) =>
      (await call<{ connection: ConnectionEntry }>(pathOf(id), { method: 'PATCH', json: patch })).connection,
    onSuccess: (entry, _change, _result, { client }) => place(client, entry),
    onSettled: (_done, _error, _change, _result, { client }) => refresh(client),
  }),
  /** Lets a stopped one send again, because a person says that its trouble is mended. */
  resume: mutationOptions({
    mutationKey: ['connections', 'resume'],
    mutationFn: async (id: string) =>
      (await call<{ connection: ConnectionEntry }>(`${pathOf(id)}/resume`, { method: 'POST', json: {} })).connection,
    onSuccess: (entry, _id, _result, { client }) => place(client, entry),
    // The button rests until the page knows whether it sends again.
    onSettled: (_done, _error, _id, _result, { client }) => refresh(client),
  }),
  remove: mutationOptions({
    mutationKey: ['connections', 'remove'],
    mutationFn: (id: string) => call<void>(pathOf(id), { method: 'DELETE' }),
    onSettled: (_done, _error, _id, _result, { client }) => refresh(client),
  }),
  /** The ids of all of them in the order wanted; shown at once and put back when the server refuses. */
  order: mutationOptions({
    mutationKey: ['connections', 'order'],
    mutationFn: (ids: readonly string[]) =>
      call<{ connections: ConnectionEntry[] }>('/api/connections/order', { method: 'PUT', json: { ids } }),
    onMutate: (ids, { client }) => {
      const before = client.getQueryData(connectionQueries.all.queryKey);
      if (before) client.setQueryData(connectionQueries.all.queryKey, { ...before, connections: inOrder(before.connections, ids) });
      return before;
    },
    onError: (_error, _ids, before, { client }) => {
      if (before) client.setQueryData(connectionQueries.all.queryKey, before);
    },
    onSettled: (_done, _error, _ids, _before, { client }) => refresh(client),
  }),
  /** Looks at one that is stored, or at one as it is entered. Nothing it asks can cost anything. */
  examine: mutationOptions({
    mutationKey: ['connections', 'examine'],
    gcTime: 0,
    mutationFn: examine,
    onSettled: (_report, _error, asked, _result, { client }) => ('id' in asked ? refresh(client) : undefined),
  }),
  /** Starts one ordinary, paid task; `key` makes the same press the same task. */
  trial: mutationOptions({
    mutationKey: ['connections', 'trial'],
    mutationFn: async ({ id, ...purchase }: { id: string } & Purchase) =>
      (
        await call<{ task: Task }>(`${pathOf(id)}/trial`, {
          method: 'POST',
          json: {},
          headers: purchaseHeaders(purchase),
        })
      ).task,
  }),
};

/** The same connections as `ids` name them; what they do not name comes last. */
export function inOrder(connections: readonly ConnectionEntry[], ids: readonly string[]): ConnectionEntry[] {
  const at = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return connections.toSorted((one, other) => at(one.id) - at(other.id));
}
