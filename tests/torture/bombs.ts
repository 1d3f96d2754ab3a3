import { constants, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { chunk } from '../samples/png';

const mebibyte = 1024 * 1024;

/** So many zero bytes as zlib has them, without ever holding them: one packed mebibyte again and again. */
function packedZeros(bytes: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(mebibyte), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const rest = deflateRawSync(Buffer.alloc(bytes % mebibyte), { level: 9 });
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((bytes % 65_521) * 65_536 + 1);
  const pieces = Array.from({ length: Math.floor(bytes / mebibyte) }, () => piece);
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...pieces, rest, sum]);
}

/** A whole and good PNG of one bit a pixel and `side * side` pixels. */
export function pixelBomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = packedZeros((Math.ceil(side / 8) + 1) * side);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function riffChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** A WebP of so many frames, each of 16 × 16 pixels. */
export async function movingWebp(frames: number): Promise<Buffer> {
  const side = 16;
  const still = await sharp({ create: { width: side, height: side, channels: 3, background: '#993333' } }).webp({ lossless: true }).toBuffer();
  const size = Buffer.alloc(6);
  size.writeUIntLE(side - 1, 0, 3);
  size.writeUIntLE(side - 1, 3, 3);
  const animated = Buffer.from([0x02, 0, 0, 0]);
  // At 0, 0; a tenth of a second each.
  const place = Buffer.concat([Buffer.alloc(6), size, Buffer.from([100, 0, 0, 0])]);
  const frame = riffChunk('ANMF', Buffer.concat([place, still.subarray(12)]));
  const body = [
    riffChunk('VP8X', Buffer.concat([animated, size])),
    riffChunk('ANIM', Buffer.alloc(6)),
    ...Array.from({ length: frames }, () => frame),
  ];
  return riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP', 'latin1'), ...body]));
}
