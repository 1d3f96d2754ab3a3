import 'server-only';
import { capability, type Capability, type Model } from '@/lib/schema/model';

/** The two ways to the same models: the v2 API, and v1, which knows 4.0 only (shared/upstream/ideogram.md 1). */
export type Api = 'v1' | 'v2';

/** The size each ratio is made in: those of the 1K tier (4.3), of which every ratio has exactly one. */
export const sizes: Capability['sizes'] = {
  '1:1': [1024, 1024],
  '4:5': [896, 1120],
  '5:4': [1120, 896],
  '3:4': [864, 1152],
  '4:3': [1152, 864],
  '2:3': [832, 1248],
  '3:2': [1248, 832],
  '10:16': [800, 1280],
  '16:10': [1280, 800],
  '9:16': [720, 1280],
  '16:9': [1280, 720],
  '1:2': [720, 1440],
  '2:1': [1440, 720],
  '1:3': [512, 1536],
  '3:1': [1536, 512],
};

/** Where a ratio is named on the wire, two more are taken; their sizes are the budget of the 1K tier (4.2, 4.3). */
const ratioSizes: Capability['sizes'] = { ...sizes, '1:4': [512, 2048], '4:1': [2048, 512] };

/** The 38 sizes, those of the 2K tier first (4.3). */
const resolutions = `
  2048x2048 1440x2880 2880x1440 1664x2496 2496x1664 1792x2240 2240x1792 1440x2560 2560x1440 1600x2560 2560x1600
  1728x2304 2304x1728 1296x3168 3168x1296 1152x2944 2944x1152 1248x3328 3328x1248 1280x3072 3072x1280 1024x3072
  3072x1024
  1024x1024 896x1120 1120x896 864x1152 1152x864 832x1248 1248x832 800x1280 1280x800 720x1280 1280x720 720x1440
  1440x720 512x1536 1536x512
`
  .trim()
  .split(/\s+/);

const making = {
  aspectRatios: Object.keys(sizes),
  sizes,
  resolutions,
  prompt: 'required',
  structuredPrompt: true,
  renderingSpeeds: ['turbo', 'default', 'quality'],
} as const;

/** Prices: 14, per picture. 4.5 and 4.0 cost the same at the same speed. */
const price = {
  usdMicros: 60_000,
  speeds: { turbo: 30_000, default: 60_000, quality: 100_000 },
  per: 'output',
  asOf: '2026-11-16',
} as const;

const generating = { ...making, magicPrompt: true, seed: true, count: 8, quoted: true, price };

/**
 * The widest cards, the default first; `offeredBy` takes away what a connection's API does not take. Whatever makes
 * pictures through v2 makes up to eight and can be priced beforehand (10.1, 10.2). Remix has no seed: one is ignored.
 * What a magic prompt costs is documented nowhere (14).
 */
export const ideogramV4Models: Model[] = [
  {
    id: 'ideogram-4-5',
    label: 'Ideogram 4.5',
    short: '4.5',
    operations: {
      generate: capability.parse(generating),
    },
  },
  {
    id: 'ideogram-v4',
    label: 'Ideogram 4.0',
    short: '4.0',
    operations: {
      generate: capability.parse(generating),
      remix: capability.parse({
        ...making,
        count: 8,
        // The vendor picks a weight by itself when none is sent, and names no default.
        imageWeight: { min: 1, max: 100, default: 50 },
        weightKeepsShape: true,
        keepsShape: true,
        quoted: true,
        price,
      }),
    },
  },
  {
    id: 'ideogram-v4-transparent',
    label: 'Ideogram 4.0 transparent',
    short: '4.0 cut-out',
    operations: {
      generate: capability.parse({
        aspectRatios: Object.keys(ratioSizes),
        sizes: ratioSizes,
        prompt: 'required',
        structuredPrompt: true,
        magicPrompt: true,
        seed: true,
        count: 8,
        quoted: true,
        price: { usdMicros: 60_000, per: 'output', asOf: '2026-10-10' },
      }),
    },
  },
  {
    id: 'ideogram-remove-background',
    label: 'Ideogram Remove background',
    short: 'Cut-out',
    operations: {
      'remove-background': capability.parse({
        prompt: 'none',
        keepsShape: true,
        quoted: true,
        price: { usdMicros: 10_000, per: 'input', asOf: '2026-11-16' },
      }),
    },
  },
  {
    id: 'ideogram-v4-describe',
    label: 'Ideogram 4.0 Describe',
    short: '4.0 describe',
    operations: {
      describe: capability.parse({
        prompt: 'none',
        price: { usdMicros: 10_000, per: 'input', asOf: '2026-07-09' },
      }),
    },
  },
  {
    id: 'ideogram-v4-magic-prompt',
    label: 'Ideogram 4.0 Magic prompt',
    short: '4.0 magic',
    operations: {
      'magic-prompt': capability.parse({
        aspectRatios: Object.keys(ratioSizes),
        sizes: ratioSizes,
        prompt: 'required',
      }),
    },
  },
];

/** Only v2 has it. */
const newer = new Set(['ideogram-4-5']);

/** v1 makes one picture at a time, decides about magic prompt by itself and names no price (7.1, 7.2). */
const older = (card: Capability): Capability => ({ ...card, magicPrompt: false, count: 1, quoted: false });

/** The cards of a connection. `quotes`: who answers there is known to know `dry_run`. */
export function offeredBy(api: Api, quotes: boolean): Model[] {
  if (api === 'v2' && quotes) return ideogramV4Models;
  const narrowed = (card: Capability): Capability =>
    api === 'v1' ? older(card) : { ...card, quoted: false };
  return ideogramV4Models
    .filter(({ id }) => api === 'v2' || !newer.has(id))
    .map((model) => ({
      ...model,
      operations: Object.fromEntries(
        Object.entries(model.operations).map(([name, card]) => [name, card && narrowed(card)]),
      ),
    }));
}
