import 'server-only';
import type { z } from 'zod';
import { readPicture, type Source } from '@/lib/server/sandbox/body';
import { describe, paint, remix, upscale, type Brief } from '@/lib/server/sandbox/painter/painter';
import { ruleFault, schemaFault } from '@/lib/server/sandbox/refusals';
import type { Size } from '@/lib/server/sandbox/sizes';
import type { WireOperation } from '@/lib/server/sandbox/wire';
import { webRecords } from './record';
import { describeBody, generateBody, remixBody, upscaleBody } from './wire';
import { ratioSides } from './words';

/** A submit call that was understood. `requestType` as `task-request` tells it; only the first is documented. */
export type WebPlan = {
  prompt: string | null;
  magic: 'AUTO' | 'ON' | 'OFF';
  seed: number | null;
  images: number;
  size: Size;
  ratio: string;
  modelVersion: string;
  private: boolean;
  samplingSpeed: number;
  requestType: 'TEXT_TO_IMAGE' | 'VARIATION' | 'SUPER_RES';
  draw: (words: string, seed: number) => Promise<Uint8Array>;
};
export type WebReading = { read: () => Promise<string> };

/** With this a result is under 50 MiB however little it can be compressed. */
const upscaleLimit = 2048 * 2048;

const painterStyles: Record<string, Brief['style']> = {
  GENERAL: 'general',
  REALISTIC: 'realistic',
  DESIGN: 'design',
  RENDER_3D: 'render-3d',
  ANIME: 'anime',
  FICTION: 'fiction',
};

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
const ratioOf = ({ width, height }: Size): string => {
  const by = divisor(width, height);
  return `${width / by}:${height / by}`;
};

function making(
  asked: z.infer<typeof generateBody>,
  requestType: WebPlan['requestType'],
  paintOne: (brief: Brief) => Promise<Uint8Array>,
): WebPlan {
  const [width, height] = ratioSides[asked.aspect_ratio ?? '1:1'] ?? [1024, 1024];
  const size = asked.resolution ?? { width, height };
  const style = painterStyles[asked.style_type ?? asked.style_expert ?? ''] ?? 'auto';
  return {
    prompt: asked.prompt,
    magic: asked.use_autoprompt_option,
    seed: asked.seed ?? null,
    images: asked.num_images,
    size,
    ratio: asked.resolution ? ratioOf(size) : (asked.aspect_ratio ?? '1:1'),
    modelVersion: asked.model_version,
    private: asked.private,
    samplingSpeed: asked.sampling_speed,
    requestType,
    draw: (prompt, seed) => paintOne({ prompt, negativePrompt: asked.negative_prompt, ...size, seed, style }),
  };
}

function planGenerate(json: unknown): WebPlan | Response {
  const body = generateBody.safeParse(json, { reportInput: true });
  return body.success ? making(body.data, 'TEXT_TO_IMAGE', paint) : schemaFault(body.error);
}

async function planRemix(json: unknown): Promise<WebPlan | Response> {
  const body = remixBody.safeParse(json, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  const { parent, ...asked } = body.data;
  const source = await pictureIn(parent.image);
  if (source instanceof Response) return source;
  return making(asked, 'VARIATION', (brief) => remix(source.bytes, { ...brief, weight: parent.weight }));
}

async function planUpscale(json: unknown): Promise<WebPlan | Response> {
  const body = upscaleBody.safeParse(json, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  const { parent, ...asked } = body.data;
  const source = await parentOf(parent);
  if (source instanceof Response) return source;
  if (source.width * source.height > upscaleLimit) {
    return ruleFault('The source image is too large to upscale: at most 2048 x 2048 pixels in all.');
  }
  // X4 is read as four times the pixels.
  const size = { width: source.width * 2, height: source.height * 2 };
  return {
    prompt: asked.prompt ?? null,
    magic: asked.prompt ? asked.use_autoprompt_option : 'OFF',
    seed: asked.seed ?? null,
    images: asked.num_images,
    size,
    ratio: ratioOf(size),
    modelVersion: asked.model_version,
    private: asked.private,
    samplingSpeed: asked.sampling_speed,
    requestType: 'SUPER_RES',
    draw: async (prompt, seed) => (await upscale(source.bytes, { resemblance: 50, detail: 50, prompt, seed })).png,
  };
}

async function planDescribe(json: unknown): Promise<WebReading | Response> {
  const body = describeBody.safeParse(json, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  const source = await pictureIn(body.data.image);
  return source instanceof Response ? source : { read: () => describe(source.bytes) };
}

/** A picture that was made here goes before one that is sent along. */
async function parentOf(parent: z.infer<typeof upscaleBody>['parent']): Promise<Source | Response> {
  if (!parent.request_id || !parent.response_id) return pictureIn(parent.image ?? '');
  const bytes = await webRecords.open(parent.response_id);
  if (typeof bytes === 'number') return ruleFault('There is no such picture - parent.response_id');
  return readPicture(Buffer.from(bytes));
}

const dataUrl = /^data:image\/[\w.+-]+;base64,/;

async function pictureIn(text: string): Promise<Source | Response> {
  const base64 = text.replace(dataUrl, '');
  if (!/^[\w+/=\s-]+$/.test(base64)) return ruleFault('The image is neither base64 nor a data URL.');
  return readPicture(Buffer.from(base64, 'base64'));
}

/** Reads a submit call's JSON by the rules of its operation: a plan, or the 400 that says what is wrong. */
export const webPlans = {
  generate: async (json: unknown) => planGenerate(json),
  remix: planRemix,
  upscale: planUpscale,
  describe: planDescribe,
} satisfies Record<WireOperation, (json: unknown) => Promise<WebPlan | WebReading | Response>>;
