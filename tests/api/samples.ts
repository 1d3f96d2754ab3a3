import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { chunk } from '../samples/png';

type Color = { r: number; g: number; b: number };

/** A plain picture; another colour is another file. */
export const plain = (color: Color, width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: color } });

/** A colour that no other test has used. */
let used = 0;
export const newColor = (): Color => {
  used += 1;
  const mixed = (used * 7919 + process.pid * 104729) % 0xffffff;
  return { r: mixed >> 16, g: (mixed >> 8) & 255, b: mixed & 255 };
};

/** The picture with a text in it, right after its header. */
export const withText = (
  png: Buffer,
  type: 'tEXt' | 'iTXt' | 'zTXt',
  keyword: string,
  text: string,
): Buffer => {
  const between = { tEXt: Buffer.from([0]), iTXt: Buffer.alloc(5), zTXt: Buffer.alloc(2) }[type];
  const data = type === 'zTXt' ? deflateSync(text) : Buffer.from(text, type === 'tEXt' ? 'latin1' : 'utf8');
  return Buffer.concat([
    png.subarray(0, 33),
    chunk(type, Buffer.concat([Buffer.from(keyword), between, data])),
    png.subarray(33),
  ]);
};

export const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
export const page = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
