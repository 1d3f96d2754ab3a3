import 'server-only';
import type { z } from 'zod';
import { readForm, readJson, readPart, readSource, type Bytes, type Source } from './body';
import { readPalette } from './palettes';
import { describe, paint, remix, upscale, type Brief } from './painter/painter';
import type { Offer } from './perform';
import type { Plan } from './plan';
import { priceOf } from './prices';
import { ruleFault, schemaFault } from './refusals';
import { sizeOf } from './sizes';
import type { StyleType } from './vocabulary';
import { describeBody, generateBody, remixBody, upscaleBody, type WireOperation } from './wire';

/** The service gives no figure; with this one a result is under 50 MiB however little it can be compressed. */
const upscaleLimit = 2048 * 2048;

const painterStyles: Record<StyleType, Brief['style']> = {
  AUTO: 'auto', GENERAL: 'general', REALISTIC: 'realistic', DESIGN: 'design', RENDER_3D: 'render-3d',
  ANIME: 'anime', FICTION: 'fiction', CUSTOM: 'auto', STYLIZED: 'auto',
};

type Making = z.infer<typeof generateBody>['image_request'];

function making(operation: 'generate' | 'remix', asked: Making, paintOne: (brief: Brief) => Promise<Uint8Array>): Plan {
  const size = sizeOf(asked);
  return {
    kind: 'pictures',
    model: asked.model,
    prompt: asked.prompt,
    magic: asked.magic_prompt_option,
    images: asked.num_images,
    seed: asked.seed ?? null,
    size,
    styleType: asked.style_type,
    usdMicros: priceOf(operation, asked.model, asked.num_images),
    draw: async (prompt, seed) => ({
      ...size,
      png: await paintOne({
        prompt,
        negativePrompt: asked.negative_prompt,
        ...size,
        seed,
        style: painterStyles[asked.style_type ?? 'AUTO'],
        palette: asked.color_palette && readPalette(asked.color_palette),
      }),
    }),
  };
}

async function planGenerate(bytes: Bytes, type: string): Promise<Plan | Response> {
  const json = readJson(bytes, type);
  if (json instanceof Response) return json;
  const body = generateBody.safeParse(json.value, { reportInput: true });
  return body.success ? making('generate', body.data.image_request, paint) : schemaFault(body.error);
}

/** The two parts of remix and upscale; the words are judged before the picture is decoded. */
async function readParts<T>(
  bytes: Bytes,
  type: string,
  schema: z.ZodType<{ image_request: T }>,
): Promise<{ asked: T; source: Source } | Response> {
  const form = await readForm(bytes, type);
  if (form instanceof Response) return form;
  const part = await readPart(form);
  if (part instanceof Response) return part;
  const body = schema.safeParse({ image_request: part.value }, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  const source = await readSource(form);
  return source instanceof Response ? source : { asked: body.data.image_request, source };
}

async function planRemix(bytes: Bytes, type: string): Promise<Plan | Response> {
  const parts = await readParts(bytes, type, remixBody);
  if (parts instanceof Response) return parts;
  const { asked, source } = parts;
  return making('remix', asked, (brief) => remix(source.bytes, { ...brief, weight: asked.image_weight }));
}

async function planUpscale(bytes: Bytes, type: string): Promise<Plan | Response> {
  const parts = await readParts(bytes, type, upscaleBody);
  if (parts instanceof Response) return parts;
  const { asked, source } = parts;
  if (source.width * source.height > upscaleLimit) {
    return ruleFault('The source image is too large to upscale: at most 2048 x 2048 pixels in all.');
  }
  return {
    kind: 'resized',
    model: null,
    usdMicros: priceOf('upscale', null, asked.num_images),
    prompt: asked.prompt ?? null,
    magic: asked.magic_prompt_option,
    images: asked.num_images,
    seed: asked.seed ?? null,
    size: source,
    draw: (prompt, seed) =>
      upscale(source.bytes, { resemblance: asked.resemblance, detail: asked.detail, prompt, seed }),
  };
}

async function planDescribe(bytes: Bytes, type: string): Promise<Plan | Response> {
  const form = await readForm(bytes, type);
  if (form instanceof Response) return form;
  const version = form.get('describe_model_version') ?? undefined;
  const body = describeBody.safeParse({ describe_model_version: version }, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  const source = await readSource(form);
  if (source instanceof Response) return source;
  return {
    kind: 'text', model: null, prompt: null, magic: 'OFF', images: 0, seed: null, size: source,
    usdMicros: priceOf('describe', null, 0),
    read: () => describe(source.bytes),
  };
}

const readers: Record<WireOperation, Offer['read']> = {
  generate: planGenerate,
  remix: planRemix,
  upscale: planUpscale,
  describe: planDescribe,
};

/** The calls of the legacy wire (shared/upstream/ideogram.md 5). */
export const legacyOffer = (operation: WireOperation): Offer => ({
  operation,
  promptPath: 'image_request.prompt',
  read: readers[operation],
});
