import type { Capability, Connection, Quote } from '@/lib/schema/model';

/** What a press will cost as far as the card tells: an estimate from a table, never the provider's word. */
export function priceOf(connection: Connection, capability: Capability, count: number): Quote {
  if (connection.sandbox) return { usdMicros: 0, basis: 'free' };
  const { price } = capability;
  if (price === null) return { usdMicros: null, basis: 'unknown' };
  return { usdMicros: price.usdMicros * (price.per === 'output' ? count : 1), basis: 'estimated' };
}
