import type { Inputs, OperationName } from '@/lib/schema/operation';
import type { Draft } from './draft';
import { ratioMade, type Settled } from './fit';
import { addsPaper, type Size } from './reframe';

/** One operation with the body its route takes. */
export type Asked = { [Name in OperationName]: { operation: Name; body: Inputs[Name] } }[OperationName];

const given = <Value>(value: Value | null): Value | undefined => value ?? undefined;

/** The body of the press (design/http-api.md). Null when what the operation needs is not there yet. */
export function bodyOf(draft: Draft, settled: Settled): Asked | null {
  const { operation, capability, connection, model } = settled;
  const prompt = draft.prompt.trim();
  if (capability.prompt === 'required' && prompt === '') return null;
  const common = { connection: connection.id, model: model.id };
  const amount = { seed: given(settled.seed), count: settled.count };
  const shape = { aspectRatio: given(settled.aspectRatio), resolution: given(settled.resolution) };
  const look = {
    renderingSpeed: given(settled.renderingSpeed),
    stylePreset: given(settled.stylePreset),
    styleCodes: settled.styleCodes ? [...settled.styleCodes] : undefined,
    styleImages: settled.styleImages?.map(({ id }) => id),
    colorPalette: given(settled.colorPalette),
  };
  const magicPrompt = given(settled.magicPrompt);
  const making = {
    ...common,
    prompt,
    negativePrompt: given(settled.negativePrompt),
    ...shape,
    style: given(settled.style),
    magicPrompt,
    ...amount,
    ...look,
    characterImage: settled.characterImage?.id,
  };
  if (operation === 'generate') return { operation, body: making };
  if (operation === 'magic-prompt')
    return { operation, body: { ...common, prompt, aspectRatio: shape.aspectRatio } };
  if (draft.image === null) return null;
  const image = draft.image.id;
  switch (operation) {
    case 'remix':
      return { operation, body: { ...making, image, imageWeight: given(settled.imageWeight) } };
    case 'reframe':
      if (settled.resolution === null && !reshapes(settled, draft.image)) return null;
      return { operation, body: { ...common, image, ...shape, ...amount, ...look } };
    case 'replace-background':
      return { operation, body: { ...common, image, prompt, magicPrompt, ...amount, ...look } };
    case 'remove-background':
    case 'describe':
      return { operation, body: { ...common, image } };
    case 'upscale':
      return {
        operation,
        body: {
          ...common,
          image,
          prompt: prompt || undefined,
          resemblance: given(settled.resemblance),
          detail: given(settled.detail),
          magicPrompt,
          ...amount,
        },
      };
  }
}

/** A frame of the source's own shape adds nothing, and would be paid for all the same. */
function reshapes(settled: Settled, source: Size): boolean {
  const ratio = ratioMade(settled);
  return ratio !== null && addsPaper(ratio, source);
}
