'use client';

import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { focusComposer, focusComposerNow } from '@/components/composer/focus';
import { DropWatch } from '@/components/drop/drop-watch';
import { later } from '@/lib/client/later';
import { closeImage } from '@/lib/client/location';
import { closeSettings, settingsOpen } from '@/lib/client/settings-location';
import { wayOut } from '@/lib/client/way-out';

const Viewer = later(() => import('@/components/viewer/viewer').then(({ Viewer }) => Viewer), wayOut(closeImage));
const ShareDialog = later(() =>
  import('@/components/share/share-dialog').then(({ ShareDialog }) => ShareDialog),
);

/** What stands over the studio: a picture, the targets of a drop, the dialog of a link. */
export function Over({ query, viewed, sharing, onShare }: {
  query: string;
  viewed: string | null;
  /** The pictures to share, null while nobody is sharing. */
  sharing: string[] | null;
  onShare: (ids: string[] | null) => void;
}) {
  const composing = useRef(false);
  // Whoever points at something may open a picture next; a page that is only looked at stays light.
  useEffect(() => {
    const leaving = new AbortController();
    const fetchOnce = { once: true, signal: leaving.signal };
    addEventListener('pointermove', Viewer.fetch, fetchOnce);
    addEventListener('keydown', Viewer.fetch, fetchOnce);
    return () => leaving.abort();
  }, []);

  // Before the gallery looks for the tile to go back to: what took the picture comes first.
  useLayoutEffect(() => {
    if (viewed !== null || !composing.current) return;
    composing.current = false;
    focusComposerNow();
  }, [viewed]);

  const compose = useCallback(() => {
    if (settingsOpen()) closeSettings();
    if (viewed === null) return focusComposer();
    composing.current = true;
    closeImage();
  }, [viewed]);

  return (
    <>
      {viewed !== null && (
        <>
          <div aria-hidden="true" className="fixed inset-0 z-[9] bg-mat" />
          <Viewer id={viewed} query={query} onCompose={compose} onShare={onShare} />
        </>
      )}
      {sharing && <ShareDialog images={sharing} onClose={() => onShare(null)} />}
      <DropWatch onCompose={compose} />
    </>
  );
}
