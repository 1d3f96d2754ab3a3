import { useSyncExternalStore } from 'react';
import type { Image } from '@/lib/schema/image';
import type {
  ColorPalette,
  MagicPrompt,
  OperationName,
  RenderingSpeed,
  Style,
  StylePreset,
} from '@/lib/schema/operation';
import { watchers } from '@/lib/watchers';
import { emptyDraft, reviveDraft } from './draft-storage';

/**
 * What a person has set, whether or not the chosen model can use it: a value set aside by one model is still here for
 * the next (fit.ts says what is used). Null means unset: the model's or the provider's own default.
 * `imageWeight`, `resemblance` and `detail` are 1 to 100, `seed` 0 to 2147483647, `count` 1 to 8.
 */
export type Draft = {
  operation: OperationName;
  connection: string | null;
  model: string | null;
  prompt: string;
  negativePrompt: string;
  aspectRatio: string | null;
  resolution: string | null;
  style: Style | null;
  magicPrompt: MagicPrompt | null;
  seed: number | null;
  count: number;
  colorPalette: ColorPalette | null;
  renderingSpeed: RenderingSpeed | null;
  stylePreset: StylePreset | null;
  styleCodes: readonly string[];
  styleImages: readonly Image[];
  characterImage: Image | null;
  image: Image | null;
  imageWeight: number | null;
  resemblance: number | null;
  detail: number | null;
};

const storageKey = 'atelier.draft';

let draft: Draft | null = null;
const { tell, watch } = watchers();

function read(): Draft {
  try {
    return reviveDraft(JSON.parse(localStorage.getItem(storageKey) ?? 'null'));
  } catch {
    return emptyDraft;
  }
}

function write(next: Draft): void {
  draft = next;
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // A full or forbidden storage costs the draft its reload, not the work.
  }
  tell();
}

/** The draft as it stands, outside React. */
export const getDraft = (): Draft => (draft ??= read());

/** The draft as it stands; on the server and in the first render the empty one. */
export const useDraft = (): Draft => useSyncExternalStore(watch, getDraft, () => emptyDraft);

/** Changes some of it and keeps it over a reload. */
export const editDraft = (patch: Partial<Draft>): void => write({ ...getDraft(), ...patch });

/** Puts a whole draft back, for Undo. */
export const restoreDraft = (whole: Draft): void => write(whole);

/** What can be asked of a picture that is there. */
export type PictureOperation = Exclude<OperationName, 'generate' | 'magic-prompt'>;

const wordless: readonly OperationName[] = ['describe', 'reframe', 'remove-background'];

/** What makes room for words in a box that takes none: a picture from words, without a source. */
export const forWords = ({ operation }: Draft): Partial<Draft> =>
  wordless.includes(operation) ? { operation: 'generate', image: null } : {};

/**
 * Puts a picture into the box as the source of an operation; the words stay, and so does the model where it offers
 * that. Answers an undo.
 */
export function startFrom(operation: PictureOperation, image: Image): () => void {
  const before = getDraft();
  write({ ...before, operation, image, imageWeight: null });
  return () => write(before);
}
