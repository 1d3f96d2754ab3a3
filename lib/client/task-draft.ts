import type { Image } from '@/lib/schema/image';
import type { Operation, OperationName } from '@/lib/schema/operation';
import type { Task } from '@/lib/schema/task';
import { editDraft, getDraft, restoreDraft, type Draft } from './draft';
import { noteDraft } from './draft-note';
import { noReferences, type References } from './references';

const unset = {
  prompt: '',
  negativePrompt: '',
  aspectRatio: null,
  resolution: null,
  style: null,
  magicPrompt: null,
  seed: null,
  count: 1,
  colorPalette: null,
  renderingSpeed: null,
  stylePreset: null,
  styleCodes: [],
  imageWeight: null,
  resemblance: null,
  detail: null,
} as const satisfies Partial<Draft>;

type Setting = keyof typeof unset;

const shape: Setting[] = ['aspectRatio', 'resolution'];
const amount: Setting[] = ['seed', 'count'];
const look: Setting[] = ['colorPalette', 'renderingSpeed', 'stylePreset', 'styleCodes'];
const making: Setting[] = ['prompt', 'negativePrompt', ...shape, 'style', 'magicPrompt', ...amount, ...look];

/** The settings that an operation has; those it lacks are left as they stand. */
const settingsOf: Record<OperationName, readonly Setting[]> = {
  generate: making,
  remix: [...making, 'imageWeight'],
  reframe: [...shape, ...amount, ...look],
  'replace-background': ['prompt', 'magicPrompt', ...amount, ...look],
  'remove-background': [],
  upscale: ['prompt', 'magicPrompt', ...amount, 'resemblance', 'detail'],
  describe: [],
  'magic-prompt': ['prompt', 'aspectRatio'],
};

/** Every setting of what was asked, as it was set or unset. */
function settingsIn(input: Operation, { styleImages, characterImage }: References): Partial<Draft> {
  const given: Partial<Record<string, unknown>> = input;
  const names = settingsOf[input.operation];
  return {
    ...Object.fromEntries(names.map((name) => [name, given[name] ?? unset[name]])),
    ...(names.includes('stylePreset') && { styleImages }),
    ...(names.includes('style') && { characterImage }),
  };
}

/**
 * What was asked, as a draft; `parent` is the picture it was asked of, null when there is none any more, `references`
 * those it was asked with (references.ts fetches them).
 */
export function draftOf(task: Task, parent: Image | null, references = noReferences): Partial<Draft> {
  const { input } = task;
  const asked = (operation: Operation) => settingsIn(operation, references);
  const of = { connection: task.connection, model: task.model };
  const source = parent?.deletedAt === null ? parent : null;
  const freely = input.operation === 'generate' || input.operation === 'magic-prompt';
  if (freely) return { ...of, operation: input.operation, image: null, ...asked(input) };
  if (source) return { ...of, operation: input.operation, image: source, ...asked(input) };
  if (input.operation === 'remix') return { ...of, operation: 'generate', image: null, ...asked(input) };
  return 'prompt' in input && input.prompt ? { prompt: input.prompt } : {};
}

/** Puts what a task asked back into the box and says which pictures are missing from it; answers an undo. */
export function editTask(task: Task, source: Image | null, references = noReferences): () => void {
  const before = getDraft();
  editDraft(draftOf(task, source, references));
  if (references.missing > 0) noteDraft({ what: 'missing', count: references.missing });
  return () => restoreDraft(before);
}
