import 'server-only';
import { capability, type Capability, type Model } from '@/lib/schema/model';
import { styles } from '@/lib/schema/choices';
import { sizes as sizes3 } from './ideogram-v3-models';
import type { Placeholder, Templates, WebOperation } from './ideogram-web-templates';

const newerRatios = new Set(['1:2', '2:1', '4:5', '5:4']);

/** The eleven ratios of Ideogram's older models, in the sizes that 3.0 makes them in. */
const sizes: Capability['sizes'] = Object.fromEntries(
  Object.entries(sizes3).filter(([ratio]) => !newerRatios.has(ratio)),
);

const percent = { min: 1, max: 100, default: 50 };

const making = {
  aspectRatios: Object.keys(sizes),
  sizes,
  prompt: 'required',
  styles: [...styles],
  negativePrompt: true,
  magicPrompt: true,
  seed: true,
  count: 8,
} as const;

const maker = (id: string, label: string, short: string): Model => ({
  id,
  label,
  short,
  operations: {
    generate: capability.parse(making),
    remix: capability.parse({ ...making, imageWeight: percent }),
  },
});

/**
 * The widest cards of this dialect; `offeredBy` takes away what a connection's templates do not send. The model
 * versions are those seen on the wire (shared/upstream/gateways.md B.2). What a gateway asks for them is not known, so
 * no card has a price. `X4` is read as four times the pixels: twice each side, as Ideogram's own upscale makes it.
 */
export const webModels: Model[] = [
  maker('ideogram-web-auto', 'Ideogram web, newest', 'Web'),
  maker('ideogram-web-v3-1', 'Ideogram web 3.1', 'Web 3.1'),
  maker('ideogram-web-v3-0', 'Ideogram web 3.0', 'Web 3.0'),
  maker('ideogram-web-v0-3', 'Ideogram web 0.3', 'Web 0.3'),
  {
    id: 'ideogram-web-upscale',
    label: 'Ideogram web Upscale',
    short: 'Web upscale',
    operations: {
      upscale: capability.parse({
        prompt: 'optional',
        magicPrompt: true,
        seed: true,
        count: 8,
        resemblance: percent,
        detail: percent,
        factor: 2,
      }),
    },
  },
  {
    id: 'ideogram-web-describe',
    label: 'Ideogram web Describe',
    short: 'Web describe',
    operations: { describe: capability.parse({ prompt: 'none' }) },
  },
];

/** Studio model → `model_version` on the wire. */
export const modelWords: Record<string, string> = {
  'ideogram-web-auto': 'AUTO',
  'ideogram-web-v3-1': 'V_3_1',
  'ideogram-web-v3-0': 'V_3_0',
  'ideogram-web-v0-3': 'V_0_3',
};

/** The cards of a connection: only operations whose template is on, only controls that the template sends. */
export function offeredBy(templates: Templates): Model[] {
  const [usual] = webModels;
  return webModels.flatMap((model) => {
    const operations: Model['operations'] = {};
    for (const [key, card] of Object.entries(model.operations)) {
      const name = key as WebOperation;
      const template = templates[name];
      if (!template) continue;
      // Without its placeholder the models could not be told apart on the wire.
      const alike = modelWords[model.id] !== undefined && !template.uses.has('model');
      if (!alike || model === usual) operations[name] = narrowed(card, template.uses);
    }
    return Object.keys(operations).length > 0 ? [{ ...model, operations }] : [];
  });
}

function narrowed(card: Capability, uses: ReadonlySet<Placeholder>): Capability {
  const shaped = uses.has('aspectRatio') || (uses.has('width') && uses.has('height'));
  return {
    ...card,
    aspectRatios: shaped ? card.aspectRatios : [],
    sizes: shaped ? card.sizes : {},
    styles: uses.has('style') ? card.styles : [],
    prompt: uses.has('prompt') ? card.prompt : 'none',
    negativePrompt: card.negativePrompt && uses.has('negativePrompt'),
    magicPrompt: card.magicPrompt && uses.has('magicPrompt'),
    seed: card.seed && uses.has('seed'),
    count: uses.has('count') ? card.count : 1,
    imageWeight: uses.has('imageWeight') ? card.imageWeight : null,
    resemblance: uses.has('resemblance') ? card.resemblance : null,
    detail: uses.has('detail') ? card.detail : null,
  };
}
