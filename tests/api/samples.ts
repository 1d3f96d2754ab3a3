import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';

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

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

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

/** A whole PNG of one bit a pixel: a few kilobytes that want `width * height` pixels of room. */
export function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
export const page = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
