import 'server-only';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';

const textLimit = 256 * 1024;
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * The texts written inside a picture by keyword: a PNG's tEXt, zTXt and iTXt, and of EXIF `ImageDescription` and
 * `UserComment`. Whatever cannot be read is left out: these are strangers' files.
 */
export async function pictureTexts(bytes: Buffer): Promise<Map<string, string>> {
  const texts = bytes.subarray(0, 8).equals(pngSignature) ? pngTexts(bytes) : new Map<string, string>();
  const exif = await sharp(bytes, { limitInputPixels: 64_000_000 })
    .metadata()
    .then(
      (data) => data.exif,
      () => undefined,
    );
  if (exif) for (const [name, text] of exifTexts(exif)) texts.set(name, text);
  return texts;
}

function pngTexts(bytes: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  for (let at = 8; at + 12 <= bytes.length && texts.size < 50;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IEND' || at + 12 + length > bytes.length) break;
    const found = length <= textLimit ? pngText(type, bytes.subarray(at + 8, at + 8 + length)) : null;
    if (found) texts.set(...found);
    at += 12 + length;
  }
  return texts;
}

/** PNG 11.3.3: keyword NUL text; zTXt one method byte more; iTXt flag, method, language NUL, translated keyword NUL. */
function pngText(type: string, data: Buffer): [string, string] | null {
  const end = data.indexOf(0);
  if (end < 1) return null;
  const keyword = data.toString('latin1', 0, end);
  if (type === 'tEXt') return [keyword, utf8OrLatin1(data.subarray(end + 1))];
  if (type === 'zTXt') return inflated(keyword, data.subarray(end + 2), true);
  if (type !== 'iTXt') return null;
  const language = data.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return null;
  return inflated(keyword, data.subarray(translated + 1), data[end + 1] === 1);
}

function inflated(keyword: string, data: Buffer, packed: boolean): [string, string] | null {
  try {
    return [keyword, utf8OrLatin1(packed ? inflateSync(data, { maxOutputLength: textLimit }) : data)];
  } catch {
    return null;
  }
}

function utf8OrLatin1(data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return Buffer.from(data).toString('latin1');
  }
}

const exifPointer = 0x8769;
const exifNames: Record<number, string> = { 0x010e: 'ImageDescription', 0x9286: 'UserComment' };

/** EXIF 2.32, 4.6: an optional `Exif\0\0`, a TIFF header, directories of 12-byte entries. */
function exifTexts(block: Buffer): Map<string, string> {
  const tiff = block.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block;
  const texts = new Map<string, string>();
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const walk = (directory: number, nested: boolean) => {
    const count = short(directory);
    for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
      const name = exifNames[short(entry)];
      const size = long(entry + 4);
      const start = size <= 4 ? entry + 8 : long(entry + 8);
      if (name && size <= textLimit) texts.set(name, exifText(tiff.subarray(start, start + size), little));
      if (short(entry) === exifPointer && !nested) walk(long(entry + 8), true);
    }
  };
  try {
    walk(long(4), false);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return texts;
}

function exifText(value: Buffer, little: boolean): string {
  const charset = value.toString('latin1', 0, 8).replaceAll('\0', '');
  if (charset === 'UNICODE') return utf16(value.subarray(8), little);
  const known = charset === 'ASCII' || charset === '' || charset === 'JIS';
  return utf8OrLatin1(known && value.length >= 8 ? value.subarray(8) : value).replace(/\0+$/, '');
}

/** Writers disagree about the order of the bytes: the one that gives a Latin first letter wins, then the block's own. */
function utf16(value: Buffer, little: boolean): string {
  const first = value[0] === 0 ? false : value[1] === 0 ? true : little;
  return new TextDecoder(first ? 'utf-16le' : 'utf-16be').decode(value).replace(/\0+$/, '');
}
