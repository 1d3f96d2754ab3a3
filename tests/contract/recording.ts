import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionSettings, Context, Incoming, Outgoing } from '../../lib/server/providers/provider';

export const canary = 'IDEO-CANARY-7f3a91c2d4e5';

export const connection: ConnectionSettings = {
  id: 'ideogram',
  label: 'Ideogram',
  dialect: 'ideogram',
  baseUrl: 'https://gateway.invalid',
  pathPrefix: '/ideogram/v1',
  auth: 'bearer',
  key: canary,
  slots: 10,
  sandbox: false,
  source: 'environment',
};

/** A recorded exchange of tests/recordings. */
export function recording<T>(name: string, dialect = 'ideogram'): T {
  const file = path.join(import.meta.dirname, '..', 'recordings', dialect, `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

export const incoming = (status: number, body: unknown, headers: Record<string, string> = {}): Incoming => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

export const fileBytes = Buffer.from([137, 80, 78, 71, 1, 2, 3, 250]);

/** A context that answers with one reply and keeps what was sent. */
export function fakeContext(reply: Incoming, settings: Partial<ConnectionSettings> = {}) {
  const sent: Outgoing[] = [];
  const files: { imageId: string; maxBytes: number }[] = [];
  const context: Context = {
    connection: { ...connection, ...settings },
    async send(request) {
      sent.push(request);
      return reply;
    },
    async file(imageId, maxBytes) {
      files.push({ imageId, maxBytes });
      return { bytes: fileBytes, type: 'image/png', name: 'dog 狗.png' };
    },
    made: async () => null,
  };
  return { context, sent, files };
}
