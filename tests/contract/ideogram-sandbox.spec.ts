import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { ideogram } from '@/lib/server/providers/ideogram';
import type { Context } from '@/lib/server/providers/provider';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { card, outputs } from './ideogram-calls';
import { connection } from './recording';
import { freshData, get, origin, photo } from './sandbox-harness';

freshData();

/** A context whose wire is the built-in gateway itself. */
const context: Context = {
  connection: { ...connection, baseUrl: origin, pathPrefix: '/sandbox/ideogram/v1', sandbox: true },
  async send({ url, ...request }) {
    const response = await sandbox(new Request(url, request as RequestInit));
    return { status: response.status, headers: response.headers, text: await response.text() };
  },
  async file() {
    const picture = await photo();
    return { bytes: Buffer.from(await picture.arrayBuffer()), type: picture.type, name: 'image.png' };
  },
  made: async () => null,
};

for (const { id, operations: offered } of ideogram.models.filter((model) => model.operations.generate)) {
  test(`${id} takes all that its card names`, async () => {
    const takes = offered.generate;
    const input = operations.generate.parse({
      prompt: 'a lighthouse on a cliff at dusk',
      aspectRatio: '1:3',
      magicPrompt: 'off',
      seed: 12,
      ...(takes?.negativePrompt && { negativePrompt: 'people' }),
      ...(takes?.styles.includes('fiction') && { style: 'fiction' }),
      ...(takes?.colorPalette && { colorPalette: { members: [{ color: '#0a3a5a', weight: 1 }] } }),
    });
    const step = await ideogram.start.generate?.(input, card(id), context);
    const [output] = outputs(step);
    expect(output).toMatchObject({ withheld: false, prompt: null, seed: 12 });
    if (!output?.source || !('url' in output.source)) throw new Error('no address');
    expect((await get(output.source.url)).status).toBe(200);
  });
}

test('an exact size is taken', async () => {
  const sizes = card('ideogram-v2').operations.generate?.resolutions ?? [];
  for (const resolution of [sizes[0], sizes.at(-1)]) {
    const input = operations.generate.parse({ prompt: 'a hill', resolution, seed: 1, magicPrompt: 'off' });
    expect(outputs(await ideogram.start.generate?.(input, card('ideogram-v2-turbo'), context))).toHaveLength(
      1,
    );
  }
});

test('remix, upscale and describe go through', async () => {
  const remix = operations.remix.parse({ prompt: 'a hill', image: 'i', imageWeight: 80, aspectRatio: '3:1' });
  expect(outputs(await ideogram.start.remix?.(remix, card('ideogram-v2a'), context))).toHaveLength(1);
  const upscale = operations.upscale.parse({ image: 'i', resemblance: 70, detail: 20, count: 2, seed: 5 });
  const larger = outputs(await ideogram.start.upscale?.(upscale, card('ideogram-upscale'), context));
  expect(larger).toMatchObject([{ withheld: false }, { withheld: false }]);
  const describe = operations.describe.parse({ image: 'i' });
  const step = await ideogram.start.describe?.(describe, card('ideogram-describe'), context);
  expect(step).toMatchObject({ state: 'done', outputs: [], text: expect.stringMatching(/\w{3}/) });
});

test('a prompt refused for safety is told as that', async () => {
  const input = operations.generate.parse({ prompt: 'nsfw' });
  const attempt = ideogram.start.generate?.(input, card('ideogram-v2'), context);
  await expect(attempt).rejects.toMatchObject({ code: 'rejected' });
});
