import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { call } from '@/lib/client/api';
import { getDraft, restoreDraft } from '@/lib/client/draft';
import { noteDraft } from '@/lib/client/draft-note';
import { imageQueries, imageUrl } from '@/lib/client/images';
import type { Incoming } from '@/lib/client/incoming';
import { referencesOf } from '@/lib/client/references';
import { takeSettings } from '@/lib/client/settings';
import { pictureName } from '@/lib/client/picture-name';
import type { Image } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';
import type { Connection } from '@/lib/schema/model';
import type { Settings } from '@/lib/schema/settings';
import { draftOfSettings, foundInFile, foundInTask, type Found } from './found-settings';

/** The settings in a picture. `apply` puts them into the box and answers an undo; it fetches their references first. */
export type Reading =
  | { state: 'unknown' | 'reading' | 'none' }
  | { state: 'refused'; error: Error }
  | { state: 'found'; found: Found; apply: () => Promise<() => void> };

/** What lies on the page: how it looks and what is known of it. `size` in pixels, null until it is known. */
export type Subject = {
  image: Image | null;
  file: File | null;
  url: string | null;
  name: string | null;
  size: { width: number; height: number } | null;
  reading: Reading;
  fault: Error | null;
};

/** Reads what came in; nothing of it is stored or applied by that. */
export function useSubject(incoming: Incoming | null, connections: readonly Connection[]): Subject {
  const file = incoming?.kind === 'file' ? incoming.file : null;
  const id = incoming?.kind === 'image' ? incoming.id : '';
  const detail = useQuery({ ...imageQueries.detail(id), enabled: id !== '', retry: false });
  const image = detail.data?.image ?? (incoming?.kind === 'image' ? incoming.image : null);
  const shown = useFile(file);
  const written = useWritten(file, detail.data);

  const reading = useMemo((): Reading => {
    if (incoming === null) return { state: 'unknown' };
    if (detail.data) {
      const { image, task, parents } = detail.data;
      const found = foundInTask(image, task, connections);
      const parent = parents.at(-1) ?? null;
      const apply = async () => {
        const references = await referencesOf(task && task.input);
        return takeSettings('all', image, task, parent, references);
      };
      if (found) return { state: 'found', found, apply };
    }
    if (written.data) {
      const settings = written.data;
      const apply = async () => {
        const references = await referencesOf(settings);
        const before = getDraft();
        restoreDraft(draftOfSettings(settings, connections, references));
        if (references.missing > 0) noteDraft({ what: 'missing', count: references.missing });
        return () => restoreDraft(before);
      };
      return { state: 'found', found: foundInFile(settings, connections), apply };
    }
    if (written.error) return { state: 'refused', error: written.error };
    const told = written.data === null || (detail.data && detail.data.task !== null);
    return { state: told ? 'none' : 'reading' };
  }, [incoming, detail.data, written.data, written.error, connections]);

  return {
    image,
    file,
    url: image ? imageUrl(image.id, 'preview') : shown.url,
    name: image ? pictureName(image) : (file?.name ?? null),
    size: image ?? shown.size,
    reading,
    fault: detail.error,
  };
}

/** The settings a program wrote into a file, or into an upload that nothing else is known of; null when there are none. */
function useWritten(file: File | null, detail: ImageDetail | undefined) {
  const upload = detail && detail.task === null ? detail.image : null;
  return useQuery({
    queryKey: ['settings', upload?.id ?? (file && [file.name, file.size, file.lastModified])],
    queryFn: async ({ signal }) => {
      const body = new FormData();
      body.set('file', file ?? new File([await original(upload, signal)], upload?.name ?? 'picture'));
      return (await call<{ settings: Settings | null }>('/api/images/read', { method: 'POST', body, signal })).settings;
    },
    enabled: file !== null || upload !== null,
    retry: false,
    gcTime: 0,
  });
}

async function original(upload: Image | null, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(imageUrl(upload?.id ?? '', 'original'), { signal });
  return response.blob();
}

/** A file as the page can show it, for as long as it is shown. */
function useFile(file: File | null): { url: string | null; size: { width: number; height: number } | null } {
  const [shown, setShown] = useState<{ url: string; size: { width: number; height: number } | null } | null>(null);
  useEffect(() => {
    if (file === null) return;
    const url = URL.createObjectURL(file);
    const probe = document.createElement('img');
    probe.addEventListener('load', () => setShown({ url, size: { width: probe.naturalWidth, height: probe.naturalHeight } }));
    probe.src = url;
    return () => {
      setShown(null);
      probe.removeAttribute('src');
      URL.revokeObjectURL(url);
    };
  }, [file]);
  return file === null || shown === null ? { url: null, size: null } : shown;
}
