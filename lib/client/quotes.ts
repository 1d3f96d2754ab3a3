import { queryOptions, skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Quote } from '@/lib/schema/model';
import type { Task } from '@/lib/schema/task';
import { call } from './api';
import { bodyOf, type Asked } from './body';
import type { Draft } from './draft';
import type { Settled } from './fit';
import { modelQueries } from './models';
import { priceOf } from './price';

/** Settings rest this long before their price is asked for, and a price holds this long. */
const restMs = 600;
const holdsMs = 600_000;

const unknown: Quote = { usdMicros: null, basis: 'unknown' };

const askQuote = (json: object, signal: AbortSignal): Promise<Quote> =>
  call<Quote>('/api/quote', { method: 'POST', json, signal });

const pressQuote = (asked: Asked | null) =>
  queryOptions({
    queryKey: ['quote', asked && keyOf(asked)],
    queryFn: asked
      ? ({ signal }) => askQuote({ ...asked.body, operation: asked.operation }, signal)
      : skipToken,
    staleTime: holdsMs,
    retry: false,
  });

/** What asking the same once more would cost. */
export const retryQuote = ({ id, input }: Task) =>
  queryOptions({
    queryKey: ['quote', id],
    queryFn: ({ signal }) => askQuote(input, signal),
    staleTime: 300_000,
    retry: false,
  });

/**
 * What the press will cost: the provider's own word where the model gives one, and the card's estimate until it comes,
 * or where it does not come. Asked for once for each choice of settings, whatever the words are. `settled` null: there
 * is nothing to press yet.
 */
export function useQuote(draft: Draft, settled: Settled | null): Quote {
  const estimate = settled ? priceOf(settled.connection, settled.capability, settled) : unknown;
  const asked = settled?.capability.quoted && estimate.basis !== 'free' ? bodyOf(draft, settled) : null;
  const key = asked && keyOf(asked);
  const rested = useRested(key);
  const { data } = useQuery({ ...pressQuote(asked), enabled: key !== null && rested === key });
  return data?.basis === 'quoted' ? data : estimate;
}

/**
 * Asks anew what a press costs, after it was refused for its price: the provider's word, and the cards, whose prices are
 * the connection's own. Never throws: what cannot be had stays as it is.
 */
export async function refreshQuote(client: QueryClient, asked: Asked): Promise<void> {
  await Promise.allSettled([
    client.fetchQuery({ ...pressQuote(asked), staleTime: 0 }),
    client.refetchQueries({ queryKey: modelQueries.all.queryKey }),
  ]);
}

/** All of a body that its price can hang on: neither the words nor the seed. */
const keyOf = ({ operation, body }: Asked): string =>
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
