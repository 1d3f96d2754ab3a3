import { countLimit, magicPrompts, promptLimit, renderingSpeeds, styles } from '@/lib/schema/choices';
import type { Draft } from './draft';

export const emptyDraft: Draft = {
  operation: 'generate',
  connection: null,
  model: null,
  prompt: '',
  negativePrompt: '',
  aspectRatio: null,
  resolution: null,
  style: null,
  magicPrompt: null,
  seed: null,
  count: 2,
  colorPalette: null,
  renderingSpeed: null,
  stylePreset: null,
  styleCodes: [],
  styleImages: [],
  characterImage: null,
  image: null,
  imageWeight: null,
  resemblance: null,
  detail: null,
};

const text = (value: unknown): value is string => typeof value === 'string';
const whole = (min: number, max: number) => (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
const oneOf = <Value extends string>(values: readonly Value[]) => (value: unknown): value is Value =>
  values.some((known) => known === value);
const object = (value: unknown): value is object => typeof value === 'object' && value !== null;

const picture = (value: unknown) =>
  object(value) && 'id' in value && text(value.id) && 'width' in value && 'height' in value;
const listOf = (holdsItem: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(holdsItem);

/** By their keys the build knows them all. */
const operationNames: Record<Draft['operation'], true> = {
  generate: true,
  remix: true,
  reframe: true,
  'replace-background': true,
  'remove-background': true,
  upscale: true,
  describe: true,
  'magic-prompt': true,
};

const holds: { [Key in keyof Draft]: (value: unknown) => boolean } = {
  operation: oneOf(Object.keys(operationNames)),
  connection: text,
  model: text,
  prompt: (value) => text(value) && value.length <= promptLimit * 2,
  negativePrompt: text,
  aspectRatio: (value) => text(value) && /^\d{1,2}:\d{1,2}$/.test(value),
  resolution: (value) => text(value) && /^\d{3,4}x\d{3,4}$/.test(value),
  style: oneOf(styles),
  magicPrompt: oneOf(magicPrompts),
  seed: whole(0, 2147483647),
  count: whole(1, countLimit),
  colorPalette: (value) =>
    object(value) && ('name' in value || ('members' in value && Array.isArray(value.members))),
  renderingSpeed: oneOf(renderingSpeeds),
  // The names are many and are not loaded with the page; a card that lacks one sets it aside.
  stylePreset: (value) => text(value) && /^[a-z0-9-]{4,24}$/.test(value),
  styleCodes: listOf((value) => text(value) && /^[0-9a-f]{8}$/i.test(value)),
  styleImages: listOf(picture),
  characterImage: picture,
  image: picture,
  imageWeight: whole(1, 100),
  resemblance: whole(1, 100),
  detail: whole(1, 100),
};

/** A stored draft, whichever version of the page wrote it: every value that still makes sense, the rest unset. */
export function reviveDraft(stored: unknown): Draft {
  if (!object(stored)) return emptyDraft;
  const values = stored as Record<string, unknown>;
  const kept = Object.entries(holds).filter(([key, holdsValue]) => holdsValue(values[key]));
  const draft = { ...emptyDraft, ...Object.fromEntries(kept.map(([key]) => [key, values[key]])) };
  const whole = draft.operation === 'generate' || (draft.operation !== 'magic-prompt' && draft.image !== null);
  return whole ? draft : { ...draft, operation: 'generate' };
}
