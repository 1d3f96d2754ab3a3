import 'server-only';
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { singleton } from './singleton';

/** A secret as it is written down: plain, or sealed as `v1.{salt}.{nonce}.{sealed bytes and their tag}` in base64url. */
export const storedSecret = z.union([
  z.strictObject({ plain: z.string() }),
  z.strictObject({ sealed: z.string().regex(/^v1(?:\.[\w-]+){3}$/, 'is not a sealed secret of this version') }),
]);
export type StoredSecret = z.infer<typeof storedSecret>;

const cipher = 'aes-256-gcm';
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const tagBytes = 16;

/** Deriving a key is slow on purpose, so what was derived once is remembered while the process lives. */
function derived(secret: string, salt: Buffer): Buffer {
  const known = singleton('connections.derived', () => new Map<string, Buffer>());
  const name = createHash('sha256').update(salt).update(secret).digest('base64url');
  const key = known.get(name) ?? scryptSync(secret, salt, 32, cost);
  known.set(name, key);
  return key;
}

/**
 * A secret as it is to be written down: sealed with AES-256-GCM under a key derived from ATELIER_SECRET, with a salt and
 * a nonce of its own; plain when there is no ATELIER_SECRET. `about` says whose it is and has to be told again.
 */
export function seal(text: string, secret: string | undefined, about: string): StoredSecret {
  if (secret === undefined) return { plain: text };
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, derived(secret, salt), nonce).setAAD(Buffer.from(about));
  const bytes = Buffer.concat([sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()]);
  return { sealed: ['v1', ...[salt, nonce, bytes].map((part) => part.toString('base64url'))].join('.') };
}

/** The secret, or null when it is sealed and ATELIER_SECRET is missing, another one, or the text was tampered with. */
export function unseal(stored: StoredSecret, secret: string | undefined, about: string): string | null {
  if ('plain' in stored) return stored.plain;
  const parts = stored.sealed.split('.').slice(1);
  const [salt, nonce, bytes] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (secret === undefined || !salt || !nonce || !bytes || bytes.length < tagBytes) return null;
  try {
    const opening = createDecipheriv(cipher, derived(secret, salt), nonce).setAAD(Buffer.from(about));
    opening.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(0, -tagBytes)), opening.final()]).toString('utf8');
  } catch {
    return null;
  }
}
