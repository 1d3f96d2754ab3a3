import { test } from '@playwright/test';
import sharp from 'sharp';
import { Studio } from '../studio';

/** `npm run screenshot`: makes the README's picture, public/readme.webp, from a studio of its own on the sandbox. */
const runs = [
  { prompt: 'Citrus slices as a repeat pattern', aspectRatio: '1:1', style: 'design', count: 2, seed: 11 },
  { prompt: 'A ginger cat asleep on a windowsill', aspectRatio: '4:3', count: 1, seed: 4 },
  { prompt: '夏夜的城市，写着“夏夜”', aspectRatio: '3:4', count: 2, seed: 9 },
  { prompt: 'Lighthouse at dusk, flat bands of colour, beam over calm water', aspectRatio: '16:9', count: 2, seed: 5 },
  { prompt: 'Heron among reeds, paper cut-out', aspectRatio: '3:4', count: 2, seed: 3 },
  { prompt: 'Portrait of a woman in a wide sun hat', fault: { fault: 'withheld', value: 2 }, model: 'ideogram-v2', aspectRatio: '3:4', style: 'anime', count: 2, seed: 21 },
  { prompt: 'Travel poster lettered “PORTO”, tiled façades above the river', aspectRatio: '2:3', style: 'design', count: 3, seed: 2 },
  { prompt: 'Three pears on a slate shelf, north light', aspectRatio: '4:3', style: 'realistic', count: 2, seed: 7 },
  { prompt: 'Koi pond from above, one lotus, still water', aspectRatio: '1:1', count: 2, seed: 8 },
];

test('the picture of the README', async ({ browser }) => {
  test.setTimeout(180_000);
  const studio = await Studio.start();
  const call = async (path: string, body?: unknown) => {
    const reply = await fetch(studio.url + path, {
      method: body ? 'POST' : 'GET',
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return (await reply.json()) as { task: { id: string } };
  };
  for (const { fault, ...run } of runs) {
    if (fault) await call('/sandbox/faults', fault);
    const { task } = await call('/api/generate', run);
    await call(`/api/tasks/${task.id}?wait=25`);
  }
  await call('/sandbox/faults', { fault: 'slow', value: 20 });
  await call('/api/generate', { prompt: 'Night ferry crossing a black bay, one lit window', aspectRatio: '16:9' });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2, locale: 'en-US' });
  await page.goto(studio.url);
  await page.getByRole('button', { name: 'Put this away' }).click();
  await page.mouse.move(2, 2);
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(
    'Linocut of a heron standing among tall reeds at dawn, three inks on cream paper, visible gouge marks, wide quiet sky',
  );
  await page.getByRole('article').nth(8).waitFor();
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
  await sharp(await page.screenshot()).resize(1440).webp({ quality: 86 }).toFile('public/readme.webp');
  await studio.remove();
});
