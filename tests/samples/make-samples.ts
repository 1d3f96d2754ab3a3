/** Paints the still pictures of the interface into public/. Run: node_modules/.bin/node --import ./lib/cli/server-loader.ts tests/samples/make-samples.ts */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { paint, type Brief, type PaintStyle } from '@/lib/server/sandbox/painter/painter';

const root = path.resolve(import.meta.dirname, '../..', 'public');
const styles: readonly PaintStyle[] = [
  'auto',
  'general',
  'realistic',
  'design',
  'render-3d',
  'anime',
  'fiction',
];

type Starter = Pick<Brief, 'prompt' | 'style'> & { seed?: number; ratio: number };
/** The prompts of the first page (shared/design/look/studio-empty.html), each in the shape it is offered in. */
const starters: Record<string, Starter> = {
  jazz: { prompt: 'Gig poster, “LATE SET”', style: 'design', ratio: 2 / 3 },
  lighthouse: {
    prompt: 'Lighthouse at dusk, flat bands of colour, the beam over calm water',
    style: 'general',
    ratio: 16 / 9,
  },
  citrus: { prompt: 'Citrus slices as a repeat pattern', style: 'general', ratio: 1 },
  window: {
    prompt: 'Window light on a plaster wall, olive branch in a vase',
    style: 'realistic',
    ratio: 4 / 5,
  },
  arcade: { prompt: 'Empty arcade, long afternoon shadow, one small figure', style: 'general', ratio: 3 / 2 },
  botanical: { prompt: 'Botanical plate, olive branch', style: 'general', ratio: 3 / 4 },
  viaduct: {
    prompt: 'Red train on a stone viaduct in snow, seen from across the valley',
    style: 'general',
    ratio: 16 / 9,
  },
  hat: { prompt: 'Woman in a wide sun hat, flat shapes', style: 'general', ratio: 3 / 4 },
  koi: { prompt: 'Koi pond from above, one lotus', style: 'general', ratio: 1 },
  pears: { prompt: 'Three pears on a slate shelf, north light', style: 'realistic', ratio: 3 / 2 },
  tea: { prompt: 'Tea tin label lettered “No. 4 Spring Pick”', style: 'general', ratio: 4 / 5 },
};

async function save(
  folder: string,
  name: string,
  png: Buffer,
  width: number,
  height: number,
  quality: number,
): Promise<void> {
  const file = path.join(root, folder, `${name}.webp`);
  mkdirSync(path.dirname(file), { recursive: true });
  const bytes = await sharp(png)
    .resize(width, height, { kernel: 'lanczos3', fit: 'fill' })
    .webp({ quality, effort: 6 })
    .toBuffer();
  writeFileSync(file, bytes);
  console.log(`${folder}/${name}.webp ${(bytes.length / 1024).toFixed(1)} KB`);
}

for (const style of styles) {
  const png = await paint({
    prompt: 'two pears',
    width: 672,
    height: 512,
    seed: style === 'auto' ? 3 : 1,
    style,
  });
  await save('styles', style, png, 168, 128, 80);
}
for (const [name, { prompt, style, ratio, seed = 1 }] of Object.entries(starters)) {
  const width = ratio >= 1 ? 1024 : Math.round(1024 * ratio);
  const height = ratio >= 1 ? Math.round(1024 / ratio) : 1024;
  await save(
    'starters',
    name,
    await paint({ prompt, style, seed, width, height }),
    Math.round(width / 2),
    Math.round(height / 2),
    75,
  );
}
