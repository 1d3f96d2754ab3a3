import { thumbHashToDataURL } from 'thumbhash';

const known = new Map<string, string>();

/** A picture's blur (thumbhash in base64) as a data URL; an empty picture when it cannot be read. */
export function placeholderUrl(hash: string): string {
  const before = known.get(hash);
  if (before !== undefined) return before;
  let url = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
  try {
    url = thumbHashToDataURL(Uint8Array.from(atob(hash), (char) => char.charCodeAt(0)));
  } catch {
    // The average colour behind it is all there is then.
  }
  known.set(hash, url);
  return url;
}
