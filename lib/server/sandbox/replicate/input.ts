import 'server-only';
import { z } from 'zod';
import type { PaintStyle } from '@/lib/server/sandbox/painter/painter';
import { ratioSizes3, type Size } from '@/lib/server/sandbox/sizes';
import { magicOptions, type WireModel } from './vocabulary';

const words = (list: string[]) => z.enum(list as [string, ...string[]]);
const notDrawn = (what: string) => z.undefined({ error: `this sandbox does not ${what}` }).optional();

/**
 * The body of a creation for one model (shared/upstream/gateways.md C.4). `webhook` and its filter are taken and
 * nothing is called: the sandbox sends no request to anybody.
 */
export const creationOf = (model: WireModel) =>
  z.strictObject({
    input: z.strictObject({
      prompt: z.string(),
      aspect_ratio: words(model.ratios).default('1:1'),
      resolution: words(model.sizes).default('None'),
      style_type: words(model.styles).default('None'),
      magic_prompt_option: z.enum(magicOptions).default('Auto'),
      seed: z.int().max(2147483647).nullish(),
      ...(model.negative && { negative_prompt: z.string().optional() }),
      ...(model.presets && {
        style_preset: words(model.presets).default('None'),
        style_reference_images: notDrawn('look at style references'),
      }),
      ...(model.repaints && { image: notDrawn('repaint'), mask: notDrawn('repaint') }),
    }),
    webhook: z.url().optional(),
    webhook_events_filter: z.array(z.enum(['start', 'output', 'logs', 'completed'])).optional(),
  });

/** An input with its defaults, as far as drawing needs it. */
export type Asked = {
  prompt: string;
  aspect_ratio: string;
  resolution: string;
  style_type: string;
  magic_prompt_option: (typeof magicOptions)[number];
  seed?: number | null;
  negative_prompt?: string;
  style_preset?: string;
};

/** A resolution beats the ratio beside it. */
export function sizeOf({ resolution, aspect_ratio }: Pick<Asked, 'resolution' | 'aspect_ratio'>): Size {
  const named = resolution === 'None' ? ratioSizes3[aspect_ratio] : resolution.split('x').map(Number);
  const [width = 1024, height = 1024] = named ?? [];
  return { width, height };
}

const painterStyles: Record<string, PaintStyle> = {
  General: 'general',
  Realistic: 'realistic',
  Design: 'design',
  'Render 3D': 'render-3d',
  Anime: 'anime',
};

/** The painter's style for the wire's. */
export const styleOf = ({ style_type }: Pick<Asked, 'style_type'>): PaintStyle => painterStyles[style_type] ?? 'auto';
