import 'server-only';
import type { Quote } from '@/lib/schema/model';
import type { Inputs, OperationName } from '@/lib/schema/operation';
import { ask, estimate } from './ask';

/** The price of an operation before it is asked for; nothing is sent. Throws as `ask` does. */
export function quoteOperation<Name extends OperationName>(name: Name, input: Inputs[Name]): Quote {
  const asked = ask(name, input);
  const usdMicros = estimate(asked);
  if (asked.connection.sandbox) return { usdMicros: 0, basis: 'free' };
  return { usdMicros, basis: usdMicros === null ? 'unknown' : 'estimated' };
}
