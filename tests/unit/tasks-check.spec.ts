import { expect, test } from '@playwright/test';
import { AppError } from '@/lib/schema/error';
import { settleUnclear } from '@/lib/server/store/unclear';
import { checkTask } from '@/lib/server/tasks/check';
import { png, price, Workshop } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

const lost = async (): Promise<never> => {
  throw new AppError('not_found', 'No such task.');
};
const check = (id: string) => checkTask(id, shop.findSpeaker);

test('a task that its provider had lost is asked after once more and its picture saved, with one purchase', async () => {
  let starts = 0;
  const bytes = await png();
  const start = async () => ({ state: 'running' as const, handle: 'h', progress: null, starts: (starts += 1) });
  shop.script = { start, poll: lost };
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'unknown', charge: 'unknown' });
  shop.script = {
    start,
    poll: async () => ({ state: 'done', outputs: [{ source: { bytes }, withheld: false, prompt: null, seed: null }], text: null }),
  };
  expect(await check(id)).toMatchObject({ status: 'running', error: null, finishedAt: null, charge: 'unknown', usdMicros: price });
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: price, sends: 1 });
  expect(starts).toBe(1);
  await expect(check(id)).rejects.toMatchObject({ code: 'not_retryable' });
});

test('without an id to ask with, or a provider that can be asked, it stays as it is', async () => {
  shop.script = {
    start: async (_input, _model, context) => {
      await context.send({ method: 'POST', url: 'http://127.0.0.1:1/', headers: {} }).catch(() => undefined);
      throw new AppError('unknown_outcome', 'It broke off.');
    },
    poll: lost,
  };
  const broken = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(broken.id)).status).toBe('unknown');
  await expect(check(broken.id)).rejects.toMatchObject({ code: 'not_retryable' });
  shop.script = { start: async () => ({ state: 'running', handle: 'h', progress: null }), poll: lost };
  const gone = await shop.accept();
  expect((await shop.hurriedEnd(gone.id)).status).toBe('unknown');
  await expect(checkTask(gone.id, () => null)).rejects.toMatchObject({ code: 'not_retryable' });
  await expect(check('nowhere')).rejects.toMatchObject({ code: 'not_found' });
  expect((await shop.row(gone.id)).status).toBe('unknown');
});

test('what a person took for not charged, and came out after all, counts with its price', async () => {
  const start = async () => ({ state: 'running' as const, handle: 'h', progress: null });
  shop.script = { start, poll: lost };
  const { id } = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('unknown');
  expect(await settleUnclear(shop.db, id, 'none')).toMatchObject({ charge: 'none', usdMicros: 0, settled: true });
  const source = { bytes: await png() };
  shop.script = { start, poll: async () => ({ state: 'done', outputs: [{ source, withheld: false, prompt: null, seed: null }], text: null }) };
  expect(await check(id)).toMatchObject({ status: 'running', charge: 'unknown', usdMicros: price, settled: false });
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: price });
});
