import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { getDraft, restoreDraft, type Draft } from './draft';
import { draftOf } from './task-draft';

/**
 * Copies settings of a picture into the box and answers an undo.
 * `prompt`: the words asked. `seed`: the seed. `all`: everything that was set. `exact`: the words the provider worked
 * from, magic prompt off, the same seed, one picture, so that the same comes out again.
 * `source` is the picture a remix was made from, when it is still there.
 */
export function takeSettings(
  what: 'prompt' | 'seed' | 'all' | 'exact',
  image: Image,
  task: Task | null,
  source: Image | null = null,
): () => void {
  const before = getDraft();
  restoreDraft({ ...before, ...settingsOf(what, image, task, source) });
  return () => restoreDraft(before);
}

/** What `takeSettings` puts into the draft. */
export function settingsOf(
  what: 'prompt' | 'seed' | 'all' | 'exact',
  image: Image,
  task: Task | null,
  source: Image | null,
): Partial<Draft> {
  const asked = image.prompt ?? image.usedPrompt ?? '';
  if (what === 'prompt') return { prompt: asked };
  if (what === 'seed') return { seed: image.seed };
  const all = { ...(task ? draftOf(task, source) : { style: image.style }), prompt: asked };
  if (what === 'all') return all;
  return { ...all, prompt: image.usedPrompt ?? asked, magicPrompt: 'off', seed: image.seed, count: 1 };
}
