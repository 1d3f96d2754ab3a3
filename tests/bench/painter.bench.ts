import { sceneNames } from '@/lib/server/sandbox/painter/catalogue';
import { stylePresets } from '@/lib/schema/style-presets';
import {
  paint,
  paintTransparent,
  reframe,
  removeBackground,
  replaceBackground,
  type Brief,
  type PaintStyle,
} from '@/lib/server/sandbox/painter/painter';
import { percentiles, printTable } from '@/tests/bench/table';

/** Run: node_modules/.bin/node --import ./lib/cli/server-loader.ts tests/bench/painter.bench.ts — processor milliseconds at 1024 × 1024, PNG included. */
const prompts: Record<string, string> = {
  lighthouse: 'lighthouse at dusk',
  sailing: 'sailing boats',
  ferry: 'night ferry',
  town: 'a town on the river',
  skyline: 'city skyline',
  facade: 'apartment windows',
  pines: 'pine forest',
  ridges: 'mountain ridges',
  dunes: 'desert dunes',
  portrait: 'portrait with a hat',
  fruit: 'three pears',
  ceramics: 'ceramics',
  window: 'window light',
  koi: 'koi pond',
  heron: 'heron',
  botanical: 'botanical plate',
  bouquet: 'bouquet of flowers',
  viaduct: 'train on a viaduct',
  arcade: 'empty arcade',
  record: 'gig poster “LATE SET”',
  label: 'tea label “No. 4”',
  citrus: 'citrus slices',
  waves: 'hokusai waves',
  bauhaus: 'bauhaus',
  cutouts: 'paper cut-outs',
  cat: 'a cat',
  dog: 'a dog',
  pool: 'swimming pool',
  moons: 'moon phases',
  silk: 'abstract silk',
  contours: 'contour map',
};
const styles: readonly PaintStyle[] = ['general', 'realistic', 'design', 'render-3d', 'anime', 'fiction'];

/** Processor milliseconds of all threads, so that a busy machine does not count. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

await paint({ prompt: 'warm up 热身 “A 字”', width: 256, height: 256, seed: 1, style: 'fiction' });
const all: number[] = [];
const rows: (string | number)[][] = [];
for (const name of sceneNames) {
  const row: (string | number)[] = [name];
  for (const style of styles) {
    const times: number[] = [];
    for (let seed = 0; seed < 2; seed += 1) {
      times.push(
        await cost(() => paint({ prompt: prompts[name] ?? name, width: 1024, height: 1024, seed, style })),
      );
    }
    const least = Math.min(...times);
    row.push(least);
    all.push(least);
  }
  rows.push(row);
}
printTable('Painter, processor ms per 1024 × 1024', ['scene', ...styles], rows);
const { p50, p95 } = percentiles(all);
console.log(
  `\nmiddle ${p50.toFixed(0)} ms, 95th ${p95.toFixed(0)} ms, most ${Math.max(...all).toFixed(0)} ms`,
);

const source = await paint({ prompt: 'koi pond', width: 1024, height: 1024, seed: 3, style: 'general' });
const asked: Brief = { prompt: 'a dog', width: 1024, height: 1024, seed: 1, style: 'general' };
const works: Record<string, () => Promise<unknown>> = {
  paintTransparent: () => paintTransparent(asked),
  removeBackground: () => removeBackground(source),
  replaceBackground: () => replaceBackground(source, { ...asked, prompt: 'desert dunes' }),
  'reframe to 1536 × 864': () => reframe(source, { width: 1536, height: 864, seed: 1 }),
  'with a reference': () => paint({ ...asked, references: [source] }),
  'with a character': () => paint({ ...asked, character: source }),
};
const other: (string | number)[][] = [];
for (const [name, work] of Object.entries(works))
  other.push([name, Math.min(await cost(work), await cost(work), await cost(work))]);
printTable('Painter, other work at 1024 × 1024', ['work', 'processor ms'], other);
const looks: number[] = [];
for (const preset of stylePresets)
  looks.push(Math.min(await cost(() => paint({ ...asked, preset })), await cost(() => paint({ ...asked, preset }))));
console.log(`\nlooks: middle ${percentiles(looks).p50.toFixed(0)} ms, most ${Math.max(...looks).toFixed(0)} ms`);
