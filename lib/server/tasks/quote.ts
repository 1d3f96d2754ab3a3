import 'server-only';
import type { Quote } from '@/lib/schema/model';
import type { Inputs, OperationName } from '@/lib/schema/operation';
import { log } from '@/lib/server/log';
import type { Context } from '@/lib/server/providers/provider';
import { database } from '@/lib/server/store/database';
import { ask, estimate, type Ask } from './ask';
import { contextFor } from './context';
import { faultOf } from './fault';

/** A price is looked at while something is written; one that takes longer is not waited for. */
const quoteMs = 10_000;

/**
 * The price of an operation before it is asked for: the provider's word where the card says that it gives one, else the
 * card's own figure. Nothing runs. Throws as `ask` does; a provider that gives no price is no fault.
 */
export async function quoteOperation<Name extends OperationName>(name: Name, input: Inputs[Name]): Promise<Quote> {
  const asked = ask(name, input);
  return quoteOf(asked, async () => contextFor(await database(), asked, quoteMs).context);
}

/** The price of what was checked already; `contextOf` is called only where the provider is to be asked. */
export async function quoteOf(asked: Ask, contextOf: () => Promise<Context>): Promise<Quote> {
  const { connection, provider, model, card, operation } = asked;
  if (connection.sandbox) return { usdMicros: 0, basis: 'free' };
  if (card.quoted && provider.quote) {
    try {
      const told = await provider.quote(operation, model, await contextOf());
      if (told !== null) return { usdMicros: told, basis: 'quoted' };
    } catch (cause) {
      log().info({ connection: connection.id, model: model.id, ...faultOf(cause) }, 'no quote');
    }
  }
  const usdMicros = estimate(asked);
  return { usdMicros, basis: usdMicros === null ? 'unknown' : 'estimated' };
}
