import { capability, type Capability, type Connection, type Model } from '@/lib/schema/model';

const bare: Capability = capability.parse({
  aspectRatios: ['1:1', '3:4', '4:3', '16:9'],
  sizes: { '1:1': [1024, 1024], '3:4': [864, 1152], '4:3': [1152, 864], '16:9': [1344, 768] },
  prompt: 'required',
  magicPrompt: true,
  seed: true,
  count: 4,
  price: { usdMicros: 60_000, per: 'output', asOf: '2026-01-01' },
});

const full: Capability = {
  ...bare,
  aspectRatios: [...bare.aspectRatios, '3:1'],
  resolutions: ['1536x512', '1344x768'],
  styles: ['auto', 'design', 'realistic'],
  negativePrompt: true,
  colorPalette: true,
  count: 8,
};

const percent = { min: 1, max: 100, default: 50 };

const model = (id: string, short: string, card: Capability): Model => ({
  id,
  label: `Ideogram ${short}`,
  short,
  operations: { generate: card, remix: { ...card, imageWeight: percent } },
});

const upscaler: Model = {
  id: 'up',
  label: 'Upscale',
  short: 'Upscale',
  operations: {
    upscale: {
      ...bare,
      aspectRatios: [],
      sizes: {},
      prompt: 'optional',
      resemblance: percent,
      detail: percent,
      factor: 2,
      price: { usdMicros: 60_000, per: 'input', asOf: '2026-01-01' },
    },
  },
};

/** A model with every way of naming a look, and a younger one that has none of them but sizes of two classes. */
const looks: Capability = {
  ...full,
  styles: ['auto', 'general', 'design', 'fiction'],
  renderingSpeeds: ['flash', 'turbo', 'default', 'quality'],
  stylePresets: ['oil-painting', 'pop-art', 'watercolor'],
  styleCodes: 4,
  styleImages: 3,
  characterImage: true,
  price: {
    usdMicros: 60_000,
    speeds: { flash: 30_000, turbo: 30_000, default: 60_000, quality: 90_000 },
    character: { turbo: 100_000, default: 150_000, quality: 200_000 },
    per: 'output',
    asOf: '2026-11-16',
  },
};

const plain: Capability = {
  ...bare,
  renderingSpeeds: ['turbo', 'default', 'quality'],
  resolutions: ['1024x1024', '2048x2048', '2560x1440'],
  imageWeight: percent,
  weightKeepsShape: true,
  keepsShape: true,
  count: 8,
};

const connection = (id: string, models: Model[], sandbox = false): Connection => ({
  id,
  label: id,
  dialect: 'ideogram',
  host: 'host.example',
  sandbox,
  models,
});

/**
 * Three connections: the first has a model with everything of old, one with little, and an upscaler; the second is the
 * sandbox; the third has one with every look and a younger one.
 */
export const connections: Connection[] = [
  connection('main', [model('full', '2.0', full), model('bare', '1.0', bare), upscaler]),
  connection('sandbox', [model('full', '2.0', full)], true),
  connection('looks', [model('v3', '3.0', looks), model('v4', '4.0', plain)]),
];
