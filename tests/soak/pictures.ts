import { crc32 } from 'node:zlib';

/** What ends every PNG: an empty IEND with its checksum. */
const endBytes = 12;

/** A PNG with a word of its own in a text chunk: another file for every word, at no cost. */
export function marked(png: Buffer, word: string): Buffer {
  const typed = Buffer.from(`tEXtComment\0${word}`, 'latin1');
  const chunk = Buffer.alloc(typed.length + 8);
  chunk.writeUInt32BE(typed.length - 4, 0);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), typed.length + 4);
  const end = png.length - endBytes;
  return Buffer.concat([png.subarray(0, end), chunk, png.subarray(end)]);
}

/** The same with its last part gone, under a header that still says that it is a picture. */
export const corrupted = (png: Buffer): Buffer => png.subarray(0, Math.floor(png.length * 0.6));
