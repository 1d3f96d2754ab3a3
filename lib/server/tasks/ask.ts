import 'server-only';
import { AppError } from '@/lib/schema/error';
import {
  operation as operationSchema,
  type Inputs,
  type Operation,
  type OperationName,
} from '@/lib/schema/operation';
import { resolveModel } from '@/lib/server/offers';
import { checkCapability } from './capability';
import { priceEach } from '@/lib/schema/price';
import { countOf } from '@/lib/server/store/task-row';
import type { Speaker } from './speaker';

/** A request that its model can do, with connection and model named, so that later changes of the defaults do not touch it. */
export type Ask = Speaker & { operation: Operation };

/**
 * Finds who is asked and looks at every field against the card. Throws `invalid_input` (connection or model not there)
 * and `unsupported` with a fault for each field that the model does not take.
 */
export function ask<Name extends OperationName>(name: Name, input: Inputs[Name]): Ask {
  const { connection, provider, model } = resolveModel(name, input);
  const card = model.operations[name];
  if (!card) throw new AppError('unsupported', `${model.label} cannot ${name}.`);
  checkCapability(name, input, model, card);
  const operation = operationSchema.parse({
    ...input,
    operation: name,
    connection: connection.id,
    model: model.id,
  });
  return { connection, provider, model, card, operation };
}

/** What the card says this costs, in micro-dollars: nothing on the sandbox, null when the card has no price. */
export function estimate({
  connection,
  card,
  operation,
}: Pick<Ask, 'connection' | 'card' | 'operation'>): number | null {
  if (connection.sandbox) return 0;
  if (!card.price) return null;
  const { renderingSpeed, characterImage } = operation as Partial<Inputs['generate']>;
  const pictures = card.price.per === 'output' ? countOf(operation) : 1;
  return priceEach(card.price, { renderingSpeed, characterImage }) * pictures;
}
