import 'server-only';
import { environment } from './env';

const longest = 100;

/**
 * Who asks, by the header in which the login in front of Atelier tells it (ATELIER_PERSON_HEADER); null when none is
 * named or the request does not carry it. Only a name for turns and sums: it opens nothing.
 */
export function personOf({ headers }: Request): string | null {
  const { ATELIER_PERSON_HEADER: header } = environment();
  const told = header === undefined ? '' : (headers.get(header) ?? '');
  // A header's bytes come one to a character; a name that is UTF-8 is read as such.
  const name = new TextDecoder().decode(Uint8Array.from(told, (sign) => sign.charCodeAt(0)));
  return name.replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, longest) || null;
}
