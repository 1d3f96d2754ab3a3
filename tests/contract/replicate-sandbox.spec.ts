import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import type { Model } from '@/lib/schema/model';
import { replicate } from '@/lib/server/providers/replicate';
import type { Context, Step } from '@/lib/server/providers/provider';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { connection } from './recording';
import { freshData, get, origin } from './sandbox-harness';

freshData();

/** A context whose wire is the built-in gateway itself. */
const context: Context = {
  connection: { ...connection, label: 'Replicate', dialect: 'replicate', baseUrl: origin, pathPrefix: '/sandbox/replicate', sandbox: true },
  async send({ url, ...request }) {
    const response = await sandbox(new Request(url, request as RequestInit));
    return { status: response.status, headers: response.headers, text: await response.text() };
  },
  file: () => Promise.reject(new Error('no file is sent')),
  made: async () => null,
};

async function made(body: unknown, model: Model): Promise<Step> {
  let step = await replicate.start.generate?.(operations.generate.parse(body), model, context);
  expect(step?.state).toBe('running');
  while (step?.state === 'running') {
    await new Promise((later) => setTimeout(later, 50));
    step = await replicate.poll?.(step.handle, context);
  }
  if (!step) throw new Error('no step');
  return step;
}

for (const model of replicate.models) {
  const card = model.operations.generate;
  test(`${model.id} takes all that its card names`, async () => {
    const step = await made(
      {
        prompt: 'a lighthouse on a cliff at dusk',
        aspectRatio: card?.aspectRatios.at(-1),
        magicPrompt: 'off',
        style: card?.styles.at(-1),
        seed: 12,
        ...(card?.negativePrompt && { negativePrompt: 'people' }),
      },
      model,
    );
    if (step.state !== 'done') throw new Error(JSON.stringify(step));
    const [output] = step.outputs;
    expect(output).toMatchObject({ withheld: false, seed: 12 });
    expect((await get(output?.source && 'url' in output.source ? output.source.url : '')).status).toBe(200);
  });

  test(`${model.id} is taken at its word for every ratio, size and style`, async () => {
    const start = (fields: object) =>
      replicate.start.generate?.(operations.generate.parse({ prompt: 'a fault:402', ...fields }), model, context);
    const asked = [
      ...(card?.aspectRatios ?? []).map((aspectRatio) => ({ aspectRatio })),
      ...(card?.resolutions ?? []).map((resolution) => ({ resolution })),
      ...(card?.styles ?? []).map((style) => ({ style })),
    ];
    for (const fields of asked) {
      await expect(start(fields), JSON.stringify(fields)).rejects.toMatchObject({ code: 'provider_payment' });
    }
  });
}
