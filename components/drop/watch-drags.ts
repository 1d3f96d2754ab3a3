import { closeReception, dragType, getReception, openUsePicture, receive, type Incoming } from '@/lib/client/incoming';
import { carriesPicture, incomingFrom } from './carried';

/**
 * Listens to the whole page until the answer is called: anything that may be a picture raises the targets, one that is
 * pasted lies there to be given away, and nothing dropped beside them makes the browser leave the page. `prepare`
 * begins to fetch the page of targets.
 */
export function watchDrags(prepare: () => void): () => void {
  const end = new AbortController();
  const on = <Name extends keyof WindowEventMap>(name: Name, listen: (event: WindowEventMap[Name]) => void, capture = false) =>
    window.addEventListener(name, listen, { signal: end.signal, capture });
  /** What is dragged from this very page: browsers hide the contents of a drag until it is dropped. */
  let own: { id: string | null } | null = null;

  const held = (event: DragEvent): boolean => (own === null ? carriesPicture(event.dataTransfer) : own.id !== null);

  on('dragstart', (event) => {
    const id = event.dataTransfer?.getData(dragType);
    own = { id: id === undefined || id === '' ? null : id };
    if (own.id !== null) prepare();
  });
  on('dragend', () => {
    const letGo = own === null;
    own = null;
    if (!letGo && getReception().stage === 'drag') closeReception();
  });
  // Told before the drag's end, which must not close the page on what it was just given.
  on('drop', () => (own = null), true);
  on('dragenter', (event) => {
    if (!held(event)) return;
    event.preventDefault();
    if (getReception().stage !== 'closed') return;
    const incoming: Incoming | null = own?.id ? { kind: 'image', id: own.id, image: null } : null;
    receive({ stage: 'drag', incoming });
  });
  on('dragover', (event) => {
    if (!held(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  on('dragleave', (event) => {
    const { clientX: x, clientY: y } = event;
    const outside = x <= 0 || y <= 0 || x >= window.innerWidth - 1 || y >= window.innerHeight - 1;
    if (getReception().stage === 'drag' && event.relatedTarget === null && outside) closeReception();
  });
  on('drop', (event) => {
    // The page of targets answers its own drops; this one came before it was there.
    if (event.defaultPrevented || !held(event)) return;
    event.preventDefault();
    const incoming = incomingFrom(event.dataTransfer, window.location.origin);
    if (incoming) openUsePicture(incoming);
    else closeReception();
  });
  on('paste', (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    const typing = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null;
    if (file === undefined || (typing && event.clipboardData?.types.includes('text/plain'))) return;
    event.preventDefault();
    const now = getReception();
    openUsePicture({ kind: 'file', file }, now.stage === 'choose' ? now.purpose : null);
  });
  return () => end.abort();
}
