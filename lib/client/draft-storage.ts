import { countLimit, magicPrompts, promptLimit, styles } from '@/lib/schema/choices';
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

const holds: { [Key in keyof Draft]: (value: unknown) => boolean } = {
  operation: oneOf(['generate', 'remix', 'upscale', 'describe']),
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
  image: (value) => object(value) && 'id' in value && text(value.id) && 'width' in value && 'height' in value,
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
  return draft.operation !== 'generate' && draft.image === null ? { ...draft, operation: 'generate' } : draft;
}
