'use client';

import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { Image, ImagePatch, ImageSize } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';
import type { Run } from '@/lib/schema/run';
import { call } from './api';
import { placeUpload, refreshFiltered, removeImages, replaceImage, restoreRuns } from './runs';

type ImageReply = { image: Image };

/** The bytes of a picture; immutable, so the browser asks once. `download` makes it a file with a name. */
export function imageUrl(id: string, size: ImageSize, download = false): string {
  return `/api/images/${encodeURIComponent(id)}/file?size=${size}${download ? '&download=1' : ''}`;
}

/** Hands a picture's original to the browser as a file with a name. */
export function downloadImage(id: string): void {
  const link = document.createElement('a');
  link.href = imageUrl(id, 'original', true);
  link.download = '';
  link.click();
}

const detailKey = (id: string) => ['images', id] as const;

export const imageQueries = {
  all: ['images'] as const,
  detail: (id: string) =>
    queryOptions({
      queryKey: detailKey(id),
      queryFn: ({ signal }) => call<ImageDetail>(`/api/images/${encodeURIComponent(id)}`, { signal }),
      staleTime: 10_000,
    }),
};

const patch = async (id: string, json: ImagePatch): Promise<Image> =>
  (await call<ImageReply>(`/api/images/${encodeURIComponent(id)}`, { method: 'PATCH', json, keepalive: true })).image;

/** A few at a time, in order; the first fault stops the rest and is thrown. */
async function each(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
  const rest = ids.values();
  const worker = async () => {
    for (const id of rest) await act(id);
  };
  await Promise.all(Array.from({ length: Math.min(4, ids.length) }, worker));
}

type Favour = { images: readonly Image[]; favourite: boolean };
type Restore = { ids: readonly string[]; before: readonly Run[] };

/** Changes to pictures, shown at once and taken back when the server refuses. Errors are AppErrors. */
export const imageMutations = {
  favourite: mutationOptions({
    mutationKey: ['images', 'favourite'],
    mutationFn: ({ images, favourite }: Favour) =>
      each(
        images.map(({ id }) => id),
        (id) => patch(id, { favourite }),
      ),
    onMutate: ({ images, favourite }, { client }) => {
      for (const image of images) replaceImage(client, { ...image, favourite });
    },
    onError: (_error, { images }, _before, { client }) => {
      for (const image of images) replaceImage(client, image);
    },
    onSettled: (_done, _error, { images }, _before, { client }) => {
      for (const { id } of images) void client.invalidateQueries({ queryKey: detailKey(id) });
      refreshFiltered(client);
    },
  }),
  /** To the trash; answers what `restore` needs to undo it. */
  trash: mutationOptions({
    mutationKey: ['images', 'trash'],
    mutationFn: async (ids: readonly string[], { client }) => {
      const before = removeImages(client, ids);
      try {
        await each(ids, (id) => call(`/api/images/${encodeURIComponent(id)}`, { method: 'DELETE', keepalive: true }));
      } catch (error) {
        restoreRuns(client, before, ids);
        throw error;
      }
      return before;
    },
    onSettled: (_done, _error, ids, _before, { client }) => {
      for (const id of ids) void client.invalidateQueries({ queryKey: detailKey(id) });
    },
  }),
  restore: mutationOptions({
    mutationKey: ['images', 'restore'],
    mutationFn: ({ ids }: Restore) => each(ids, (id) => patch(id, { deleted: false })),
    onSuccess: (_done, { ids, before }, _result, { client }) => {
      restoreRuns(client, before, ids);
      for (const id of ids) void client.invalidateQueries({ queryKey: detailKey(id) });
    },
  }),
  upload: mutationOptions({
    mutationKey: ['images', 'upload'],
    mutationFn: async (file: File) => {
      const body = new FormData();
      body.set('file', file);
      return (await call<ImageReply>('/api/images', { method: 'POST', body })).image;
    },
    onSuccess: (image, _file, _result, { client }) => placeUpload(client, image),
  }),
};
