import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const key = (value: string): string => `Idempotency-Key: ${value}`;

/** Twenty ways to send a key that is none, as they stand on the wire, a byte a letter. */
export const badKeys: Record<string, string> = {
  'empty': 'Idempotency-Key:',
  'only spaces': key('   '),
  'only a tab': key('\t'),
  'a space inside': key('press 1'),
  'a tab inside': key('press\t1'),
  '256 letters': key('x'.repeat(256)),
  '5 KB': key('x'.repeat(5120)),
  'NUL': key('press\x001'),
  'control A': key('press\x011'),
  'a bell': key('press\x071'),
  'a vertical tab': key('press\x0b1'),
  'a colour for the terminal': key('\x1b[31mpress-1'),
  'DEL': key('press-1\x7f'),
  'a bare CR': key('press\r1'),
  'a bare LF': key('press\n1'),
  'a folded line': key('press\r\n 1'),
  'Latin-1': key('\xe9'),
  'UTF-8': key('\xe7\x81\xaf'),
  'a no-break space': key('press\xa01'),
  'two at once': `${key('press-1')}\r\n${key('press-2')}`,
};

/** The status that a studio answers to a press with exactly these header lines. No client would send them so. */
export async function pressWith(url: string, header: string, body: object): Promise<number> {
  const { host, hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const json = JSON.stringify(body);
  const lines = ['POST /api/generate HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', `Content-Length: ${json.length}`];
  socket.write(Buffer.from([...lines, 'Connection: close', header, '', json].join('\r\n'), 'latin1'));
  const answer = await text(socket);
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
