import type { ServerResponse } from 'node:http';
import type { Paid } from './upstream';

/** How a paid POST is answered badly; each row of the matrix plays one or several of these. */
export type Play = (exchange: Paid) => void;

export const reset: Play = ({ response }) => void response.socket?.resetAndDestroy();
export const close: Play = ({ response }) => void response.socket?.end();

/** A reply that says what it wants, whatever was asked. */
export const says =
  (status: number, body: string | Buffer, type = 'application/json'): Play =>
  ({ response }) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

/** The good reply a byte at a time, for far longer than any test lasts. */
export const drip =
  (everyMs: number): Play =>
  ({ response, good }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let at = 0;
    const timer = setInterval(() => response.write(at < good.length ? good.charAt(at++) : ' '), everyMs);
    response.on('close', () => clearInterval(timer));
  };

export const framings = ['length', 'chunks', 'close'] as const;
export type Framing = (typeof framings)[number];

/** The first `length` bytes of a body, then the end of the connection; `close` is a framing that no client can doubt. */
export function breakOff(response: ServerResponse, bytes: Buffer, length: number, framing: Framing, type: string): void {
  const { socket } = response;
  if (!socket) return;
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n`;
  if (framing === 'length') socket.write(`${head}Content-Length: ${bytes.length}\r\n\r\n`);
  if (framing === 'chunks') socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n${bytes.length.toString(16)}\r\n`);
  if (framing === 'close') socket.write(`${head}Connection: close\r\n\r\n`);
  socket.end(bytes.subarray(0, length));
}

/** The good reply up to a share of it. */
export const truncated =
  (share: number, framing: Framing): Play =>
  ({ response, good }) => {
    const bytes = Buffer.from(good);
    breakOff(response, bytes, Math.min(bytes.length - 1, Math.floor(bytes.length * share)), framing, 'application/json');
  };

/** So many bytes of JSON, as fast as they are taken. */
export const flood =
  (bytes: number): Play =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(65_536, ' ');
    let left = bytes;
    const more = (): void => {
      while (!response.destroyed && left > 0) {
        left -= chunk.length;
        if (!response.write(chunk)) return;
      }
      if (left <= 0) response.end();
    };
    response.on('drain', more).write('{"data":[');
    more();
  };

/** A reply to a question after a job. */
export const tell = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(
    typeof body === 'string' ? body : JSON.stringify(body),
  );
