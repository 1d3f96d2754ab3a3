import 'server-only';
import { capability, type Capability, type Model } from '@/lib/schema/model';
import { styles } from '@/lib/schema/choices';

/**
 * The size each of the 11 ratios is made in; 10:16 is not among the listed sizes, so the nearest stands for
 * it.
 */
const sizes: Capability['sizes'] = {
  '1:1': [1024, 1024],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
  '16:10': [1280, 800],
  '10:16': [768, 1232],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '3:1': [1536, 512],
  '1:3': [512, 1536],
};

/** The 78 sizes of the legacy API (shared/upstream/ideogram.md 4.3). */
export const resolutions = `
  512x1536 576x1408 576x1472 576x1536 640x1024 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216
  704x1280 704x1344 704x1408 704x1472 720x1280 736x1312 768x1024 768x1088 768x1152 768x1216 768x1232
  768x1280 768x1344 832x960 832x1024 832x1088 832x1152 832x1216 832x1248 864x1152 896x960 896x1024
  896x1088 896x1120 896x1152 960x832 960x896 960x1024 960x1088 1024x640 1024x768 1024x832 1024x896
  1024x960 1024x1024 1088x768 1088x832 1088x896 1088x960 1120x896 1152x704 1152x768 1152x832 1152x864
  1152x896 1216x704 1216x768 1216x832 1232x768 1248x832 1280x704 1280x720 1280x768 1280x800 1312x736
  1344x640 1344x704 1344x768 1408x576 1408x640 1408x704 1472x576 1472x640 1472x704 1536x512 1536x576
  1536x640
`
  .trim()
  .split(/\s+/);

const percent = { min: 1, max: 100, default: 50 };

/** What every legacy model takes; the matrix is shared/upstream/ideogram.md 11. */
const making = {
  aspectRatios: Object.keys(sizes),
  sizes,
  prompt: 'required',
  magicPrompt: true,
  seed: true,
  count: 8,
} as const;

const version1 = { ...making, negativePrompt: true };
const version2 = { ...making, resolutions, styles: [...styles], negativePrompt: true, colorPalette: true };
const version2a = { ...making, styles: [...styles] };

/** A card of a model that generates and remixes. Prices: shared/upstream/ideogram.md 14. */
const maker = (id: string, short: string, takes: typeof making, usdMicros: number): Model => {
  const priced = { ...takes, price: { usdMicros, per: 'output', asOf: '2026-11-16' } };
  return {
    id,
    label: `Ideogram ${short}`,
    short,
    operations: {
      generate: capability.parse(priced),
      remix: capability.parse({ ...priced, imageWeight: percent }),
    },
  };
};

/**
 * The legacy models, the default first. Upscale and describe name no model on the wire, so each has a card of
 * its own.
 */
export const ideogramModels: Model[] = [
  maker('ideogram-v2', '2.0', version2, 80_000),
  maker('ideogram-v2-turbo', '2.0 turbo', version2, 50_000),
  maker('ideogram-v2a', '2a', version2a, 40_000),
  maker('ideogram-v2a-turbo', '2a turbo', version2a, 25_000),
  maker('ideogram-v1', '1.0', version1, 60_000),
  maker('ideogram-v1-turbo', '1.0 turbo', version1, 20_000),
  {
    id: 'ideogram-upscale',
    label: 'Ideogram Upscale',
    short: 'Upscale',
    operations: {
      upscale: capability.parse({
        prompt: 'optional',
        magicPrompt: true,
        seed: true,
        count: 8,
        resemblance: percent,
        detail: percent,
        factor: 2,
        price: { usdMicros: 60_000, per: 'input', asOf: '2026-07-09' },
      }),
    },
  },
  {
    id: 'ideogram-describe',
    label: 'Ideogram Describe',
    short: 'Describe',
    operations: {
      describe: capability.parse({
        prompt: 'none',
        price: { usdMicros: 10_000, per: 'input', asOf: '2026-07-09' },
      }),
    },
  },
];
