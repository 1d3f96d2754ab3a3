import 'server-only';
import { capability, type Capability, type Model } from '@/lib/schema/model';
import type { Style } from '@/lib/schema/operation';

/** Every exact size of the 3.0 models (shared/upstream/gateways.md C.4). */
const resolutions3 = `
  512x1536 576x1408 576x1472 576x1536 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216 704x1280 704x1344
  704x1408 704x1472 736x1312 768x1088 768x1216 768x1280 768x1344 800x1280 832x960 832x1024 832x1088 832x1152
  832x1216 832x1248 864x1152 896x960 896x1024 896x1088 896x1120 896x1152 960x832 960x896 960x1024 960x1088
  1024x832 1024x896 1024x960 1024x1024 1088x768 1088x832 1088x896 1088x960 1120x896 1152x704 1152x832 1152x864
  1152x896 1216x704 1216x768 1216x832 1248x832 1280x704 1280x768 1280x800 1312x736 1344x640 1344x704 1344x768
  1408x576 1408x640 1408x704 1472x576 1472x640 1472x704 1536x512 1536x576 1536x640
`
  .trim()
  .split(/\s+/);

/** The older models lack one of them. */
const resolutions2 = resolutions3.filter((size) => size !== '800x1280');

/** The size each ratio is drawn in before its picture comes: of the listed ones the nearest to it. */
const sizes2: Capability['sizes'] = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
  '16:10': [1280, 800],
  '10:16': [768, 1216],
  '3:1': [1536, 512],
  '1:3': [512, 1536],
};
const sizes3: Capability['sizes'] = {
  ...sizes2,
  '10:16': [800, 1280],
  '1:2': [704, 1408],
  '2:1': [1408, 704],
  '4:5': [896, 1120],
  '5:4': [1120, 896],
};

const styles2: Style[] = ['auto', 'general', 'realistic', 'design', 'render-3d', 'anime'];
const styles3: Style[] = ['auto', 'general', 'realistic', 'design'];

type Takes = Pick<Capability, 'sizes' | 'resolutions' | 'styles'> & { negativePrompt?: boolean };

const version2a: Takes = { sizes: sizes2, resolutions: resolutions2, styles: styles2 };
const version2: Takes = { ...version2a, negativePrompt: true };
const version3: Takes = { sizes: sizes3, resolutions: resolutions3, styles: styles3 };

/**
 * A card; every prediction makes one picture. Replicate and the gateways publish no prices that could be read here,
 * so the estimate is Ideogram's own price for the same model (shared/upstream/ideogram.md 14).
 */
const card = (id: string, short: string, takes: Takes, usdMicros: number): Model => ({
  id,
  label: `Ideogram ${short}`,
  short,
  operations: {
    generate: capability.parse({
      ...takes,
      aspectRatios: Object.keys(takes.sizes),
      prompt: 'required',
      magicPrompt: true,
      seed: true,
      price: { usdMicros, per: 'output', asOf: '2026-11-16' },
    }),
  },
});

/**
 * The Ideogram models on Replicate, the default first. An id is the model's name on the wire, after the owner
 * `ideogram-ai`.
 */
export const replicateModels: Model[] = [
  card('ideogram-v3-balanced', '3.0 balanced', version3, 60_000),
  card('ideogram-v3-turbo', '3.0 turbo', version3, 30_000),
  card('ideogram-v3-quality', '3.0 quality', version3, 90_000),
  card('ideogram-v2', '2.0', version2, 80_000),
  card('ideogram-v2-turbo', '2.0 turbo', version2, 50_000),
  card('ideogram-v2a', '2a', version2a, 40_000),
  card('ideogram-v2a-turbo', '2a turbo', version2a, 25_000),
];
