import 'server-only';
import { styleCodeLimit, styleImageLimit } from '@/lib/schema/choices';
import { capability, type Capability, type Model, type Price } from '@/lib/schema/model';
import { stylePresets } from '@/lib/schema/style-presets';
import { resolutions as legacyResolutions } from './ideogram-models';

/** Sizes of the legacy list that 3.0 does not have (shared/upstream/ideogram.md 4.3). */
const dropped = new Set([
  '640x1024', '720x1280', '768x1024', '768x1152', '768x1232',
  '1024x640', '1024x768', '1152x768', '1232x768', '1280x720',
]);

/** The 69 sizes of 3.0: what is left of the legacy ones, and one more. */
const resolutions = [...legacyResolutions.filter((size) => !dropped.has(size)), '800x1280'];

/**
 * The size each of the 15 ratios is made in. The vendor gives ratios without sizes, so each is the listed one
 * nearest to 1024 × 1024 pixels among those within 2 % of the ratio, as for the older models.
 */
export const sizes: Capability['sizes'] = {
  '1:1': [1024, 1024],
  '5:4': [1120, 896],
  '4:5': [896, 1120],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
  '16:10': [1280, 800],
  '10:16': [800, 1280],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '2:1': [1408, 704],
  '1:2': [704, 1408],
  '3:1': [1536, 512],
  '1:3': [512, 1536],
};

/**
 * shared/upstream/ideogram.md 14. A character reference costs more; what one costs at flash speed is not told, so that it
 * is taken to be turbo's, as without one.
 */
const price = {
  usdMicros: 60_000,
  speeds: { flash: 30_000, turbo: 30_000, default: 60_000, quality: 90_000 },
  per: 'output',
  asOf: '2026-11-16',
} satisfies Price;
const characterPrice = {
  ...price,
  character: { flash: 100_000, turbo: 100_000, default: 150_000, quality: 200_000 },
} satisfies Price;

/** What every 3.0 operation takes but the transparent one; the matrix is ideogram.md 11. */
const looks = {
  renderingSpeeds: ['flash', 'turbo', 'default', 'quality'],
  stylePresets: [...stylePresets],
  styleCodes: styleCodeLimit,
  styleImages: styleImageLimit,
  colorPalette: true,
  seed: true,
  count: 8,
  price,
} as const;

const shapes = { aspectRatios: Object.keys(sizes), sizes };

const making = {
  ...looks,
  ...shapes,
  resolutions,
  styles: ['auto', 'general', 'realistic', 'design', 'fiction'],
  prompt: 'required',
  negativePrompt: true,
  magicPrompt: true,
  characterImage: true,
  price: characterPrice,
} as const;

/** The 3.0 models (ideogram.md 6): speed is a control, a picture without a background has a model of its own. */
export const ideogramV3Models: Model[] = [
  {
    id: 'ideogram-v3',
    label: 'Ideogram 3.0',
    short: '3.0',
    operations: {
      generate: capability.parse(making),
      remix: capability.parse({ ...making, imageWeight: { min: 1, max: 100, default: 50 } }),
      reframe: capability.parse({ ...looks, ...shapes, resolutions, prompt: 'none' }),
      'replace-background': capability.parse({
        ...looks,
        prompt: 'required',
        magicPrompt: true,
        keepsShape: true,
      }),
    },
  },
  {
    id: 'ideogram-v3-transparent',
    label: 'Ideogram 3.0 transparent',
    short: '3.0 cut-out',
    operations: {
      generate: capability.parse({
        ...shapes,
        renderingSpeeds: ['turbo', 'default', 'quality'],
        prompt: 'required',
        negativePrompt: true,
        magicPrompt: true,
        seed: true,
        count: 8,
        price: {
          usdMicros: 70_000,
          speeds: { turbo: 40_000, default: 70_000, quality: 100_000 },
          per: 'output',
          asOf: '2026-11-16',
        },
      }),
    },
  },
];
