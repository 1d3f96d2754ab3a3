import { subscribe } from 'node:diagnostics_channel';
import sharp, { type Sharp } from 'sharp';

/**
 * The worker of `tests/faults/worker-process.ts`, which also tells the most bytes of one body that its HTTP client took
 * (`read`), and how often the pixels of a picture were asked for (`decodes`), before each of its `beats`.
 */
let [read, decodes] = [0, 0];

const bodies = new WeakMap<object, number>();
subscribe('undici:request:bodyChunkReceived', (message) => {
  const { request, chunk } = message as { request: object; chunk: Uint8Array };
  const bytes = (bodies.get(request) ?? 0) + chunk.byteLength;
  bodies.set(request, bytes);
  read = Math.max(read, bytes);
});

const picture: object = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000000' } });
const pictures = Object.getPrototypeOf(picture) as Sharp;
const { toBuffer } = pictures;
pictures.toBuffer = function counted(this: Sharp, ...how: unknown[]) {
  decodes += 1;
  return Reflect.apply(toBuffer, this, how);
} as Sharp['toBuffer'];

setInterval(() => console.log(`read ${read}\ndecodes ${decodes}`), 20);

await import('@/tests/faults/worker-process');
