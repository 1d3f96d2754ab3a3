import type { Capability, Connection, Quote } from '@/lib/schema/model';
import type { RenderingSpeed } from '@/lib/schema/operation';
import { priceEach } from '@/lib/schema/price';

/** What a press will cost as far as the card tells: an estimate from a table, never the provider's word. */
export function priceOf(
  connection: Connection,
  { price }: Capability,
  asked: { count: number; renderingSpeed?: RenderingSpeed | null; characterImage?: unknown },
): Quote {
  if (connection.sandbox) return { usdMicros: 0, basis: 'free' };
  if (price === null) return { usdMicros: null, basis: 'unknown' };
  const usdMicros = priceEach(price, asked) * (price.per === 'output' ? asked.count : 1);
  return { usdMicros, basis: 'estimated' };
}
