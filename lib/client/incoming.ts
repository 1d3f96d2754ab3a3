import { useSyncExternalStore } from 'react';
import type { Image } from '@/lib/schema/image';
import { watchers } from '@/lib/watchers';
import type { ReferenceKind } from './references';

/** What a dragged picture of the library carries: its id. */
export const dragType = 'application/x-atelier-image';

/** Something that may become a source: a picture of the library by its id or whole, or a file that is not stored yet. */
export type Incoming = { kind: 'image'; id: string; image: Image | null } | { kind: 'file'; file: File };

/**
 * The page of targets. `drag`: something is held over the page, null when the browser does not tell what.
 * `choose`: a picture lies there to be given to a target by a click or a key; null before one was picked. With a
 * `purpose` the picture that is picked goes there at once.
 */
export type Reception =
  | { stage: 'closed' }
  | { stage: 'drag'; incoming: Incoming | null }
  | { stage: 'choose'; incoming: Incoming | null; purpose: ReferenceKind | null };

const closed: Reception = { stage: 'closed' };
let reception: Reception = closed;
const { tell, watch } = watchers();

/** What is being received, from anywhere. */
export const getReception = (): Reception => reception;

/** The same for a component, which is drawn again with every change. */
export const useReception = (): Reception => useSyncExternalStore(watch, getReception, () => closed);

/** Changes what is being received. */
export function receive(next: Reception): void {
  reception = next;
  tell();
}

/** Ends the reception; nothing is done with what came. */
export const closeReception = (): void => receive(closed);

/** Opens the page of targets for a picture of the library, for a file, or empty to pick one, for a purpose if it has one. */
export const openUsePicture = (incoming: Incoming | null = null, purpose: ReferenceKind | null = null): void =>
  receive({ stage: 'choose', incoming, purpose });
