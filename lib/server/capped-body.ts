import 'server-only';
import { Readable, pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const partBytes = 64 * 1024;
const stepBytes = 1024 * 1024;
const decoders: Record<string, () => Transform> = {
  gzip: () => createGunzip({ chunkSize: partBytes }),
  'x-gzip': () => createGunzip({ chunkSize: partBytes }),
  deflate: () => createInflate({ chunkSize: partBytes }),
  br: () => createBrotliDecompress({ chunkSize: partBytes }),
};

/** More came than is taken. An error of its own: memory that cannot be had is a RangeError too. */
export class TooManyBytes extends RangeError {}

/**
 * Reads a body whole, at most `maxBytes` on the wire and after its content encoding is undone. Throws TooManyBytes when
 * it is more. `grow` is waited for before so many bytes more are kept in memory.
 */
export async function readCapped(
  chunks: Chunks,
  encoding: string | null,
  maxBytes: number,
  grow: (bytes: number) => Promise<void> = async () => undefined,
): Promise<Buffer> {
  // Given back at once. Chunks that are kept as they came stay for as long as the collector likes: a body that was
  // refused at its cap would still weigh while the next one is read.
  const memory = new ArrayBuffer(0, { maxByteLength: maxBytes });
  let length = 0;
  try {
    for await (const part of decoded(chunks, encoding, maxBytes)) {
      const end = length + part.byteLength;
      if (end > maxBytes) throw tooMany(maxBytes);
      await grow(part.byteLength);
      if (end > memory.byteLength) memory.resize(Math.min(maxBytes, Math.ceil(end / stepBytes) * stepBytes));
      new Uint8Array(memory, length, part.byteLength).set(part);
      length = end;
    }
    return Buffer.from(memory.slice(0, length));
  } finally {
    memory.resize(0);
  }
}

const tooMany = (maxBytes: number): TooManyBytes => new TooManyBytes(`The body is larger than ${maxBytes} bytes.`);

function decoded(chunks: Chunks, encoding: string | null, maxBytes: number): Chunks {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return chunks;
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (!decoder) throw new TypeError(`The body's encoding ${name} is not known.`);
  // What goes wrong with either comes out of the loop that reads from the second.
  return pipeline(Readable.from(capped(chunks, maxBytes)), decoder(), () => undefined);
}

async function* capped(chunks: Chunks, maxBytes: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooMany(maxBytes);
    yield chunk;
  }
}
