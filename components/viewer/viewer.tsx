'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { imageQueries, imageUrl } from '@/lib/client/images';
import { useLetters } from '@/lib/client/letters';
import { closeImage, imageIdNow, turnToImage } from '@/lib/client/location';
import { pictureName } from '@/lib/client/picture-name';
import type { Image } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';
import { Bar } from './bar';
import { Facts } from './facts';
import { Lineage } from './lineage';
import { NotShown } from './not-shown';
import { PhoneActs } from './phone-acts';
import { Stage, type Spot } from './stage';
import { TrashNote } from './trash-note';
import { useActions } from './use-actions';
import { useNeighbours } from './use-neighbours';
import { useViewerKeys } from './use-viewer-keys';
import './viewer.css';
import './facts.css';

type Props = {
  id: string;
  /** The gallery's query, whose order the arrow keys follow. */
  query: string;
  /** The box took the picture and wants the focus once the viewer is gone. */
  onCompose: () => void;
  onShare: (ids: string[]) => void;
};

/** One picture over the whole page. What it knows from the gallery shows at once, the rest when it is read. */
export function Viewer(props: Props) {
  const { id, query } = props;
  const detail = useQuery(imageQueries.detail(id));
  const own = detail.data?.task?.images ?? none;
  const around = useNeighbours(query, id, own);
  const image = around.image ?? detail.data?.image ?? null;

  useLocked();
  if (image === null) return <NotShown error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Shown {...props} image={image} around={around} detail={detail.data ?? null} />;
}

function Shown({ query, onCompose, onShare, image, around, detail }: Props & {
  image: Image;
  around: ReturnType<typeof useNeighbours>;
  detail: ImageDetail | null;
}) {
  const t = useTranslations('viewer');
  const client = useQueryClient();
  const letters = useLetters();
  const [zoom, setZoom] = useState<{ id: string; spot: Spot } | null>(null);
  const [facts, setFacts] = useState(true);
  const frame = useRef<HTMLElement>(null);
  const { beside } = around;
  const [previous, next] = [beside(image.id, -1), beside(image.id, 1)];
  const task = detail?.task ?? around.run?.task ?? null;
  const name = pictureName(image) ?? t('untitled');
  const closeUp = zoom?.id === image.id ? zoom.spot : null;

  useLayoutEffect(() => frame.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    for (const neighbour of [previous, next]) {
      if (neighbour === null) continue;
      new window.Image().src = imageUrl(neighbour.id, 'preview');
      void client.prefetchQuery(imageQueries.detail(neighbour.id));
    }
  }, [client, previous, next]);

  const turn = useCallback((to: 'previous' | 'next') => {
    // From where the address is: keys that follow fast come before the page has drawn the last one.
    const target = beside(imageIdNow() ?? '', to === 'next' ? 1 : -1);
    if (target === null) return;
    turnToImage(target.id);
    frame.current?.focus({ preventScroll: true });
    announce(pictureName(target) ?? t('untitled'));
  }, [beside, t]);
  const leave = useCallback(() => {
    if (closeUp === null) return closeImage();
    setZoom(null);
    frame.current?.focus({ preventScroll: true });
  }, [closeUp]);
  const toggleFacts = useCallback(() => setFacts((shown) => !shown), []);
  const afterTrash = useCallback(() => {
    if (next ?? previous) turn(next ? 'next' : 'previous');
    else closeImage();
  }, [next, previous, turn]);

  const subject = { image, task, parent: detail?.parents.at(-1) ?? null };
  const actions = useActions(subject, { onCompose, onShare, onTrashed: afterTrash });
  useViewerKeys({ actions, onTurn: turn, onFacts: toggleFacts, onLeave: leave });
  const search = query === '' ? '' : `?${new URLSearchParams({ q: query }).toString()}`;

  return (
    <main ref={frame} tabIndex={-1} aria-label={t('label', { name })} className="viewer" data-facts={facts}>
      <Bar image={image} task={task} search={search} facts={facts} actions={actions} onFacts={toggleFacts} />
      <Stage
        image={image}
        name={name}
        zoom={closeUp}
        onZoom={(spot) => setZoom(spot && { id: image.id, spot })}
        previous={previous !== null}
        next={next !== null}
        onTurn={turn}
      />
      {image.deletedAt !== null && <TrashNote onRestore={actions.restore} />}
      {detail && <Lineage image={image} detail={detail} search={search} />}
      {facts && <Facts image={image} task={task} letters={letters} actions={actions} />}
      <PhoneActs actions={actions} />
    </main>
  );
}

const none: never[] = [];

/** The page behind stays where it is. */
function useLocked(): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const before = style.overflow;
    style.overflow = 'hidden';
    return () => {
      style.overflow = before;
    };
  }, []);
}
