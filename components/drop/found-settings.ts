import type { Draft } from '@/lib/client/draft';
import { emptyDraft } from '@/lib/client/draft-storage';
import { noReferences } from '@/lib/client/references';
import type { Image } from '@/lib/schema/image';
import type { Connection } from '@/lib/schema/model';
import type { Style } from '@/lib/schema/operation';
import type { Settings } from '@/lib/schema/settings';
import type { Task } from '@/lib/schema/task';

/** What is shown of settings before they are applied. `model` as a person knows it. */
export type Found = { prompt: string; model: string | null; ratio: string | null; style: Style | null; seed: number | null };

function modelName(id: string | null, connections: readonly Connection[]): string | null {
  return connections.flatMap(({ models }) => models).find((model) => model.id === id)?.label ?? id;
}

/** What a made picture of the library was made with; null where no prompt stands behind it. */
export function foundInTask(image: Image, task: Task | null, connections: readonly Connection[]): Found | null {
  const prompt = image.prompt ?? image.usedPrompt;
  if (prompt === null || prompt === '') return null;
  const making = task?.input.operation === 'generate' || task?.input.operation === 'remix' ? task.input : null;
  return {
    prompt,
    model: modelName(image.model, connections),
    ratio: making?.aspectRatio ?? making?.resolution?.replace('x', ' × ') ?? null,
    style: image.style,
    seed: image.seed,
  };
}

export const foundInFile = (settings: Settings, connections: readonly Connection[]): Found => ({
  prompt: settings.prompt,
  model: modelName(settings.model, connections),
  ratio: settings.aspectRatio ?? settings.resolution?.replace('x', ' × ') ?? null,
  style: settings.style,
  seed: settings.seed,
});

/**
 * The box as it was when a file was made, with those of its references that were found; a model that no connection
 * here has is left to the person.
 */
export function draftOfSettings(
  settings: Settings,
  connections: readonly Connection[],
  { styleImages, characterImage } = noReferences,
): Draft {
  const has = ({ models }: Connection) => models.some(({ id }) => id === settings.model);
  const home = connections.find((connection) => connection.id === settings.connection && has(connection));
  const connection = home ?? connections.find(has);
  return {
    ...emptyDraft,
    connection: connection?.id ?? null,
    model: connection ? settings.model : null,
    prompt: settings.prompt,
    negativePrompt: settings.negativePrompt ?? '',
    aspectRatio: settings.aspectRatio,
    resolution: settings.resolution,
    style: settings.style,
    magicPrompt: settings.magicPrompt,
    seed: settings.seed,
    colorPalette: settings.colorPalette,
    renderingSpeed: settings.renderingSpeed,
    stylePreset: settings.stylePreset,
    styleCodes: settings.styleCodes,
    styleImages,
    characterImage,
  };
}
