'use client';

import { useEffect } from 'react';
import { later } from '@/lib/client/later';
import { useReception } from '@/lib/client/incoming';
import { watchDrags } from './watch-drags';

const DropPage = later(() => import('./drop-page').then(({ DropPage }) => DropPage));

/** Waits for anything dragged over or pasted into the page, and shows what it can become. */
export function DropWatch({ onCompose }: { onCompose: () => void }) {
  const reception = useReception();
  useEffect(() => watchDrags(DropPage.fetch), []);
  return reception.stage === 'closed' ? null : <DropPage reception={reception} onCompose={onCompose} />;
}
