import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Quote } from '@/lib/schema/model';
import { call } from './api';
import { bodyOf } from './body';
import type { Draft } from './draft';
import type { Settled } from './fit';
import { priceOf } from './price';

/** Settings rest this long before their price is asked for, and a price holds this long. */
const restMs = 600;
const holdsMs = 600_000;

/**
 * What the press will cost: the provider's own word where the model gives one, and the card's estimate until it comes,
 * or where it does not come. Asked for once for each choice of settings, whatever the words are.
 */
export function useQuote(draft: Draft, settled: Settled): Quote {
  const estimate = priceOf(settled.connection, settled.capability, settled);
  const asked = settled.capability.quoted && estimate.basis !== 'free' ? bodyOf(draft, settled) : null;
  const key = asked && keyOf(asked.operation, asked.body);
  const rested = useRested(key);
  const { data } = useQuery({
    queryKey: ['quote', key],
    queryFn: ({ signal }) =>
      call<Quote>('/api/quote', {
        method: 'POST',
        json: asked && { ...asked.body, operation: asked.operation },
        signal,
      }),
    enabled: key !== null && rested === key,
    staleTime: holdsMs,
    retry: false,
  });
  return data?.basis === 'quoted' ? data : estimate;
}

/** All of a body that its price can hang on: neither the words nor the seed. */
const keyOf = (operation: string, body: object): string =>
  JSON.stringify([operation, { ...body, prompt: undefined, negativePrompt: undefined, seed: undefined }]);

/** A value once it has not changed for a while. */
function useRested<Value>(value: Value): Value | null {
  const [rested, setRested] = useState<Value | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
