import 'server-only';
import type { Image } from '@/lib/schema/image';

const endOfImage = Buffer.from([0xff, 0xd9]);
const startOfScan = 0xda;

/**
 * Whether a picture's file goes to its end. A decoder that has seen the last pixel asks for no more, so a file that
 * lacks its last bytes would pass for a whole one. What follows the end is not looked at; a WebP tells its own length,
 * and there the decoder does ask.
 */
export function hasItsEnd(bytes: Buffer, type: Image['type']): boolean {
  if (type === 'image/png') return pngEnds(bytes);
  return type === 'image/jpeg' ? jpegEnds(bytes) : true;
}

function pngEnds(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return true;
  }
  return false;
}

/** Past the segments, of which one may hold a small picture with an end of its own. */
function jpegEnds(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== startOfScan) {
    // A marker may be led in by any number of these.
    at += bytes[at + 1] === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return bytes.indexOf(endOfImage, at) >= 0;
}
