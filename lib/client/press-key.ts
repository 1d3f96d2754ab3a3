import { AppError } from '@/lib/schema/error';

/** A fresh Idempotency-Key. Browsers keep randomUUID from pages on plain http, such as a studio on the local network. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What makes a purchase one: `key` is made once per press, before the first send, so that a repeat is not a purchase;
 * `priceLimit` is the price that stood beside the button, in micro-dollars, null where none was known.
 */
export type Purchase = { key: string; priceLimit: number | null };

/** Whether a purchase was certainly not made, so that its key is not needed again. */
export const refused = (error: unknown): boolean => error instanceof AppError && error.status < 500;

/** The headers of a call that may cost. */
export const purchaseHeaders = ({ key, priceLimit }: Purchase): Record<string, string> => ({
  'idempotency-key': key,
  ...(priceLimit !== null && { 'price-limit': String(priceLimit) }),
});
