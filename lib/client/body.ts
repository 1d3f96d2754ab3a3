import type { Inputs, OperationName } from '@/lib/schema/operation';
import type { Draft } from './draft';
import type { Settled } from './fit';

/** One operation with the body its route takes. */
export type Asked = { [Name in OperationName]: { operation: Name; body: Inputs[Name] } }[OperationName];

const given = <Value>(value: Value | null): Value | undefined => value ?? undefined;

/** The body of the press (design/http-api.md). Null when what the operation needs is not there yet. */
export function bodyOf(draft: Draft, settled: Settled): Asked | null {
  const { operation, capability, connection, model } = settled;
  const prompt = draft.prompt.trim();
  if (capability.prompt === 'required' && prompt === '') return null;
  const common = { connection: connection.id, model: model.id };
  const making = {
    ...common,
    prompt,
    negativePrompt: given(settled.negativePrompt),
    aspectRatio: given(settled.aspectRatio),
    resolution: given(settled.resolution),
    style: given(settled.style),
    magicPrompt: given(settled.magicPrompt),
    seed: given(settled.seed),
    count: settled.count,
    colorPalette: given(settled.colorPalette),
  };
  if (operation === 'generate') return { operation, body: making };
  const image = draft.image?.id;
  if (image === undefined) return null;
  if (operation === 'remix')
    return { operation, body: { ...making, image, imageWeight: given(settled.imageWeight) } };
  if (operation === 'describe') return { operation, body: { ...common, image } };
  return {
    operation,
    body: {
      ...common,
      image,
      prompt: prompt || undefined,
      resemblance: given(settled.resemblance),
      detail: given(settled.detail),
      magicPrompt: given(settled.magicPrompt),
      seed: given(settled.seed),
      count: settled.count,
    },
  };
}
