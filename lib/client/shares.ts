'use client';

import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Share, ShareRequest } from '@/lib/schema/share';
import { watchers } from '@/lib/watchers';
import { call } from './api';

const sharePath = (id: string): string => `/api/shares/${encodeURIComponent(id)}`;

export const shareQueries = {
  /** Every link that was made, newest first, ended ones too; none carries its address. */
  all: queryOptions({
    queryKey: ['shares'],
    queryFn: async ({ signal }) => (await call<{ shares: Share[] }>('/api/shares', { signal })).shares,
    staleTime: 0,
  }),
};

export const shareMutations = {
  /** Makes a link; its answer is the only place that ever tells the address. */
  create: mutationOptions({
    mutationKey: ['shares', 'create'],
    mutationFn: async (request: ShareRequest) =>
      (await call<{ share: Share }>('/api/shares', { method: 'POST', json: request })).share,
    onSuccess: (share, _request, _result, { client }) => {
      client.setQueryData(shareQueries.all.queryKey, (known) => known && [{ ...share, url: null }, ...known]);
    },
  }),
};

/** The links that still open and show any of these pictures. `now` in ms. */
export function liveShares(shares: readonly Share[], images: readonly string[], now: number): Share[] {
  const wanted = new Set(images);
  return shares.filter(
    ({ revokedAt, expiresAt, images }) =>
      revokedAt === null &&
      (expiresAt === null || Date.parse(expiresAt) > now) &&
      images.some((id) => wanted.has(id)),
  );
}

/** How long a revoked link waits for an Undo, in ms. The server cannot bring a link back, so it is asked only then. */
export const undoMs = 10_000;

type Waiting = { timer: ReturnType<typeof setTimeout>; send: () => void };

const waiting = new Map<string, Waiting>();
let revoking: ReadonlySet<string> = new Set();
const nothing: ReadonlySet<string> = new Set();
const { tell, watch } = watchers();

function changed(): void {
  revoking = new Set(waiting.keys());
  tell();
}

/** The ids of links that are about to be revoked. */
export const useRevoking = (): ReadonlySet<string> =>
  useSyncExternalStore(
    watch,
    () => revoking,
    () => nothing,
  );

/**
 * Revokes a link after `undoMs`, or at once when the page is left or put away. Answers an undo, which says whether it
 * came in time. `onFault` hears the AppError when the server did not do it.
 */
export function revokeLater(client: QueryClient, id: string, onFault: (error: Error) => void): () => boolean {
  const send = () => {
    if (!take(id)) return;
    const now = new Date().toISOString();
    client.setQueryData(shareQueries.all.queryKey, (known) =>
      known?.map((share) => (share.id === id ? { ...share, revokedAt: now } : share)),
    );
    changed();
    call(sharePath(id), { method: 'DELETE', keepalive: true }).catch((error: Error) => {
      void client.invalidateQueries({ queryKey: shareQueries.all.queryKey });
      onFault(error);
    });
  };
  if (waiting.size === 0) listen();
  waiting.set(id, { timer: setTimeout(send, undoMs), send });
  changed();
  return () => {
    const inTime = take(id);
    if (inTime) changed();
    return inTime;
  };
}

function take(id: string): boolean {
  clearTimeout(waiting.get(id)?.timer);
  return waiting.delete(id);
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  const flush = () => {
    if (document.hidden) for (const { send } of waiting.values()) send();
  };
  document.addEventListener('visibilitychange', flush);
  window.addEventListener('pagehide', () => {
    for (const { send } of waiting.values()) send();
  });
}
