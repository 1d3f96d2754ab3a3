import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

/** A gateway that answers at once with one small picture: what is left of a timing is the studio's own. */
export async function instantUpstream(): Promise<{ origin: string; close: () => void }> {
  const picture = await sharp({ create: { width: 1024, height: 1024, channels: 3, background: '#2f5a4b' } }).png().toBuffer();
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': picture.length }).end(picture);
      return;
    }
    request.resume().on('end', () => {
      const url = `${origin}/picture.png`;
      const data = [{ url, prompt: 'a', resolution: '1024x1024', seed: 1, is_image_safe: true }];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ created: new Date(), data }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, close: () => server.close() };
}
