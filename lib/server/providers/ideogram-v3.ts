import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Capability } from '@/lib/schema/model';
import type { Inputs } from '@/lib/schema/operation';
import {
  cardOf,
  filePart,
  formOf,
  keyProbe,
  largestUpload,
  namesOf,
  post,
  readPictures,
  senderOf,
  versionedPath,
  wrongMethod,
  type Fields,
} from './ideogram-exchange';
import { ideogramV3Models, sizes } from './ideogram-v3-models';
import { fieldNames, generatePaths, presetWord, ratioWord, speedWord } from './ideogram-v3-words';
import { magicPromptWords, paletteWords, styleWords } from './ideogram-words';
import type { Context, Provider, Step } from './provider';

/** What an operation of 3.0 may be asked; those that some lack are undefined there. */
type Asked = Partial<Inputs['remix']>;

/**
 * Ideogram 3.0 on the v1 API and the gateways that resell it unchanged: `{baseUrl}{pathPrefix}/v1/ideogram-v3/…`, each
 * one synchronous exchange (shared/upstream/ideogram.md 6, gateways.md A.7; a prefix that ends in /v1: versionedPath).
 *
 * Whatever carries no picture goes as JSON, the rest as multipart, which a file needs. Official and gateway documents
 * have both for generate, but of the gateways the one that documents its body (yunwu) has JSON, and JSON keeps numbers,
 * lists and the palette what they are.
 *
 * Errors are those of readReply; a refused account is 403 on remix and 401 elsewhere.
 */
export const ideogramV3: Provider = {
  label: 'Ideogram 3.0',
  models: ideogramV3Models,
  start: {
    async generate(input, model, context) {
      const path = generatePaths[model.id];
      const card = cardOf(model, 'generate');
      if (!path) throw new AppError('unsupported', `${model.label} has no path in this dialect.`);
      return ask(path, fieldsOf(input, card), input, card, context);
    },

    async remix(input, model, context) {
      const card = cardOf(model, 'remix');
      return ask('/ideogram-v3/remix', fieldsOf(input, card), input, card, context);
    },

    /** The vendor takes a size only, so a ratio goes as the size that it stands for (6.5). */
    async reframe(input, model, context) {
      const card = cardOf(model, 'reframe');
      const [width, height] = sizes[input.aspectRatio ?? ''] ?? [];
      const resolution = input.resolution ?? (width && height ? `${width}x${height}` : '');
      if (!card.resolutions.includes(resolution))
        throw new AppError('unsupported', `${model.label} cannot reframe to this shape.`);
      const fields = fieldsOf({ ...input, aspectRatio: undefined, resolution }, card);
      return ask('/ideogram-v3/reframe', fields, input, card, context);
    },

    async 'replace-background'(input, model, context) {
      const card = cardOf(model, 'replace-background');
      return ask('/ideogram-v3/replace-background', fieldsOf(input, card), input, card, context);
    },
  },
  doctor: {
    answers: 'at-once',
    probes(connection) {
      const probe = (path: string, operation: 'generate' | 'remix' | 'reframe' | 'replace-background', id: string) =>
        wrongMethod(
          connection,
          versionedPath(connection, 'v1', path),
          operation,
          ideogramV3Models.filter((model) => model.id === id),
        );
      return [
        keyProbe(connection),
        ...Object.entries(generatePaths).map(([id, path]) => probe(path, 'generate', id)),
        ...(['remix', 'reframe', 'replace-background'] as const).map((operation) =>
          probe(`/ideogram-v3/${operation}`, operation, 'ideogram-v3'),
        ),
      ];
    },
  },
};

/** The flat fields of a request: what is set and what the card takes (ideogram.md 6, 11). */
function fieldsOf(input: Asked, card: Capability): Fields {
  const { aspectRatio, resolution, style, colorPalette, magicPrompt, renderingSpeed, stylePreset } = input;
  const exact = resolution !== undefined && card.resolutions.includes(resolution);
  const ratio = !exact && aspectRatio !== undefined && card.aspectRatios.includes(aspectRatio);
  return {
    prompt: card.prompt === 'none' ? undefined : input.prompt,
    negative_prompt: card.negativePrompt ? input.negativePrompt || undefined : undefined,
    resolution: exact ? resolution : undefined,
    aspect_ratio: ratio ? ratioWord(aspectRatio) : undefined,
    rendering_speed:
      renderingSpeed && card.renderingSpeeds.includes(renderingSpeed) ? speedWord(renderingSpeed) : undefined,
    magic_prompt: card.magicPrompt && magicPrompt ? magicPromptWords[magicPrompt] : undefined,
    style_type: style && card.styles.includes(style) ? styleWords[style] : undefined,
    style_preset: stylePreset && card.stylePresets.includes(stylePreset) ? presetWord(stylePreset) : undefined,
    style_codes: card.styleCodes > 0 ? input.styleCodes : undefined,
    color_palette: card.colorPalette && colorPalette ? paletteWords(colorPalette) : undefined,
    image_weight: card.imageWeight ? input.imageWeight : undefined,
    seed: card.seed ? input.seed : undefined,
    num_images: card.count > 1 ? input.count : undefined,
  };
}

/** The pictures of a request by wire name; those whose style is taken up share one limit (6.1). */
async function filesOf(input: Asked, card: Capability, context: Context): Promise<Record<string, File[]>> {
  const styles = card.styleImages > 0 ? (input.styleImages ?? []) : [];
  const each = Math.floor(largestUpload / Math.max(1, styles.length));
  const files: Record<string, File[]> = {};
  if (input.image !== undefined) files['image'] = [await filePart(input.image, context)];
  if (styles.length > 0)
    files['style_reference_images'] = await Promise.all(styles.map((id) => filePart(id, context, each)));
  if (card.characterImage && input.characterImage !== undefined)
    files['character_reference_images'] = [await filePart(input.characterImage, context)];
  return files;
}

async function ask(
  path: string,
  fields: Fields,
  input: Asked,
  card: Capability,
  context: Context,
): Promise<Step> {
  const files = await filesOf(input, card, context);
  const parts = Object.keys(files);
  const body = parts.length > 0 ? formOf(fields, files) : JSON.stringify(fields);
  const reply = await post(versionedPath(context.connection, 'v1', path), body, context);
  return readPictures(reply, input.prompt ?? '', senderOf(context, fieldNames, [...namesOf(fields), ...parts]));
}
