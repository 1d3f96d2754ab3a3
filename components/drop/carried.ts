import { dragType, type Incoming } from '@/lib/client/incoming';

/** Whether a drag may hold a picture, by the kinds of data it names; the data itself is told only when it is dropped. */
export const carriesPicture = (data: DataTransfer | null): boolean =>
  data !== null && [dragType, 'Files', 'text/uri-list'].some((type) => data.types.includes(type));

const address = /\/(?:api\/)?images\/([\w-]{1,64})(?:\/file)?(?:[?#]|$)/;

/** The picture of the library that an address of this studio names, or null. `origin` is the studio's own. */
export function imageIdIn(url: string, origin: string): string | null {
  if (!URL.canParse(url, origin)) return null;
  const { origin: site, pathname } = new URL(url, origin);
  return site === origin ? (address.exec(pathname)?.[1] ?? null) : null;
}

/** What was dropped: a picture of the library, whichever tab it came from, else the first file; null for anything else. */
export function incomingFrom(data: DataTransfer | null, origin: string): Incoming | null {
  if (data === null) return null;
  const id = data.getData(dragType) || linkedImage(data, origin);
  if (id) return { kind: 'image', id, image: null };
  const [file] = data.files;
  return file ? { kind: 'file', file } : null;
}

function linkedImage(data: DataTransfer, origin: string): string | null {
  const links = data.getData('text/uri-list').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const sources = [...data.getData('text/html').matchAll(/<img[^>]+src="([^"]+)"/gi)].map(([, source = '']) => source);
  for (const url of [...links, ...sources]) {
    const id = imageIdIn(url, origin);
    if (id !== null) return id;
  }
  return null;
}
