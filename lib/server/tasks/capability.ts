import 'server-only';
import { AppError, type FieldFaults } from '@/lib/schema/error';
import type { Capability, Model } from '@/lib/schema/model';
import type { Operation, OperationName } from '@/lib/schema/operation';

/** An operation's fields under one roof: those that some operations lack are undefined there. */
type Fields = Partial<Omit<Extract<Operation, { operation: 'remix' }>, 'operation'>> &
  Partial<Omit<Extract<Operation, { operation: 'upscale' }>, 'operation'>>;

type Range = Capability['imageWeight'];

const notTaken = 'is not taken by this model';
const oneOf = (list: readonly string[]): string =>
  list.length === 0 ? notTaken : `must be one of ${list.join(', ')}`;

function rangeFault(value: number | undefined, range: Range): string | null {
  if (value === undefined) return null;
  if (range === null) return notTaken;
  return value < range.min || value > range.max ? `must be from ${range.min} to ${range.max}` : null;
}

const listFault = (value: string | undefined, list: readonly string[]): string | null =>
  value === undefined || list.includes(value) ? null : oneOf(list);

const flagFault = (given: boolean, taken: boolean): string | null => (given && !taken ? notTaken : null);

function numberFault(given: readonly string[] | undefined, most: number): string | null {
  if (given === undefined) return null;
  if (most === 0) return notTaken;
  return given.length > most ? `must be at most ${most}` : null;
}

function promptFault(prompt: string | undefined, rule: Capability['prompt']): string | null {
  if (rule === 'required' && !prompt) return 'is required';
  return rule === 'none' && prompt ? notTaken : null;
}

function faultsOf(input: Fields, card: Capability): FieldFaults {
  const count = input.count ?? 1;
  const found: Record<string, string | null> = {
    prompt: promptFault(input.prompt, card.prompt),
    negativePrompt: flagFault(Boolean(input.negativePrompt), card.negativePrompt),
    aspectRatio: listFault(input.aspectRatio, card.aspectRatios),
    resolution: listFault(input.resolution, card.resolutions),
    style: listFault(input.style, card.styles),
    magicPrompt: flagFault(input.magicPrompt !== undefined, card.magicPrompt),
    seed: flagFault(input.seed !== undefined, card.seed),
    count: count > card.count ? `must be at most ${card.count}` : null,
    colorPalette: flagFault(input.colorPalette !== undefined, card.colorPalette),
    renderingSpeed: listFault(input.renderingSpeed, card.renderingSpeeds),
    stylePreset: listFault(input.stylePreset, card.stylePresets),
    styleCodes: numberFault(input.styleCodes, card.styleCodes),
    styleImages: numberFault(input.styleImages, card.styleImages),
    characterImage: flagFault(input.characterImage !== undefined, card.characterImage),
    imageWeight: rangeFault(input.imageWeight, card.imageWeight),
    resemblance: rangeFault(input.resemblance, card.resemblance),
    detail: rangeFault(input.detail, card.detail),
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, fault]) => (fault === null ? [] : [[name, fault]])),
  );
}

/**
 * Looks at every field of a request against the model's card. Throws `unsupported` with a fault for each field that
 * the model does not take, or does not take so.
 */
export function checkCapability(name: OperationName, input: Fields, model: Model, card: Capability): void {
  const fields = faultsOf(input, card);
  const [first, ...others] = Object.entries(fields);
  if (!first) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new AppError('unsupported', `${model.label} cannot ${name} this: ${first[0]} ${first[1]}${more}.`, {
    fields,
  });
}

type Size = { width: number; height: number };

/** Ratios whose sizes are whole multiples of eight or sixteen are never quite those of the source. */
const alike = 0.02;

/**
 * Throws `unsupported` for a weight beside a shape that is not the source's, where the model takes it only while the
 * source keeps its own (shared/upstream/ideogram.md 7.2: the vendor answers 400).
 */
export function checkWeight(operation: Operation, card: Capability, source: Size | null, made: Size): void {
  const weighed = 'imageWeight' in operation && operation.imageWeight !== undefined;
  if (!card.weightKeepsShape || !weighed || !source) return;
  if (Math.abs(made.width / made.height / (source.width / source.height) - 1) <= alike) return;
  throw new AppError('unsupported', 'The weight is taken only while the picture keeps its shape.', {
    fields: { imageWeight: 'cannot be set together with another shape' },
  });
}
