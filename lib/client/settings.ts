import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { forWords, getDraft, restoreDraft, type Draft } from './draft';
import { noteDraft } from './draft-note';
import { noReferences } from './references';
import { draftOf } from './task-draft';

/**
 * Copies settings of a picture into the box and answers an undo.
 * `prompt`: the words asked. `seed`: the seed. `all`: everything that was set. `exact`: the words the provider worked
 * from, magic prompt off, the same seed, one picture, so that the same comes out again.
 * `source` is the picture a remix was made from, when it is still there; `references` those it was asked with
 * (references.ts), of which the box says what is missing.
 */
export function takeSettings(
  what: 'prompt' | 'seed' | 'all' | 'exact',
  image: Image,
  task: Task | null,
  source: Image | null = null,
  references = noReferences,
): () => void {
  const before = getDraft();
  const room = what === 'prompt' ? forWords(before) : {};
  restoreDraft({ ...before, ...room, ...settingsOf(what, image, task, source, references) });
  if (references.missing > 0) noteDraft({ what: 'missing', count: references.missing });
  return () => restoreDraft(before);
}

/** What `takeSettings` puts into the draft. */
export function settingsOf(
  what: 'prompt' | 'seed' | 'all' | 'exact',
  image: Image,
  task: Task | null,
  source: Image | null,
  references = noReferences,
): Partial<Draft> {
  const asked = image.prompt ?? image.usedPrompt ?? '';
  if (what === 'prompt') return { prompt: asked };
  if (what === 'seed') return { seed: image.seed };
  const all = { ...(task ? draftOf(task, source, references) : { style: image.style }), prompt: asked };
  if (what === 'all') return all;
  return { ...all, prompt: image.usedPrompt ?? asked, magicPrompt: 'off', seed: image.seed, count: 1 };
}
