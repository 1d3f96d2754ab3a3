import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { ledger } from '@/lib/server/sandbox/ledger';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import { imagesOfTasks } from '@/lib/server/store/images';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { cancelTask } from '@/lib/server/tasks/cancel';
import { checkTask } from '@/lib/server/tasks/check';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { usualSettings } from '@/lib/server/tasks/worker';
import { Workshop } from '../workshop';

let gateway: { origin: string; close(): Promise<void> };
let shop: Workshop;
test.beforeEach(async () => {
  gateway = await serveSandbox();
  shop = await Workshop.open({
    REPLICATE_API_TOKEN: 'r8_0123456789',
    REPLICATE_BASE_URL: `${gateway.origin}/sandbox/replicate`,
    ATELIER_TRUSTED_HOSTS: new URL(gateway.origin).host,
    ATELIER_SANDBOX: 'off',
  });
});
test.afterEach(async () => {
  await shop.stop();
  await gateway.close();
  await shop.close();
});

const accept = async (prompt: string): Promise<string> => {
  const body = { prompt, model: 'ideogram-v2-turbo', aspectRatio: '3:1', magicPrompt: 'off', seed: 5 };
  return (await acceptOperation('generate', operations.generate.parse(body))).id;
};
const work = () => shop.work({ findSpeaker, slots: usualSettings(shop.db).slots });

test('generate runs, is asked after, and its picture is saved', async () => {
  const id = await accept('a quiet harbour');
  work();
  await shop.until(id, ({ status }) => status === 'running');
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 50_000, missing: [] });
  const [image] = await imagesOfTasks(shop.db, [id]);
  expect(image).toMatchObject({ width: 1536, height: 512, seed: 5, model: 'ideogram-v2-turbo', connection: 'replicate', usedPrompt: null });
  expect(await ledger()).toHaveLength(1);
});

test('a restart in the middle asks on: one creation, one charge, one picture', async () => {
  const id = await accept('a quiet harbour fault:slow=1');
  work();
  await shop.until(id, ({ status }) => status === 'running');
  await shop.stop();
  work();
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect(await imagesOfTasks(shop.db, [id])).toHaveLength(1);
  expect(await ledger()).toHaveLength(1);
});

test('cancel stops it at the gateway too', async () => {
  const id = await accept('a quiet harbour fault:slow=600');
  work();
  const { handle } = await shop.until(id, ({ status }) => status === 'running');
  const canceling = cancelTask(id);
  await shop.hurriedEnd(id);
  expect(await canceling).toMatchObject({ status: 'canceled', charge: 'unknown' });
  const name = (handle as { id: string }).id;
  const reply = await fetch(`${gateway.origin}/sandbox/replicate/v1/predictions/${name}`, { headers: { authorization: 'Bearer k' } });
  expect(await reply.json()).toMatchObject({ status: 'canceled' });
});

const ends: [string, Record<string, unknown>, number][] = [
  ['fault:402', { status: 'failed', charge: 'none', error: { code: 'provider_payment' } }, 0],
  ['fault:unsafe', { status: 'failed', error: { code: 'rejected' } }, 0],
  ['fault:failed', { status: 'failed', charge: 'unknown', error: { code: 'provider_failed' } }, 1],
  ['fault:aborted', { status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'timed_out' } }, 0],
  ['fault:close', { status: 'unknown', charge: 'unknown' }, 1],
  ['fault:cut', { status: 'unknown', charge: 'unknown' }, 1],
  ['fault:500', { status: 'unknown', charge: 'unknown' }, 1],
  ['fault:429=0', { status: 'failed', charge: 'none', error: { code: 'rate_limited' } }, 0],
  ['fault:expired', { status: 'failed', charge: 'billed', error: { code: 'lost' } }, 1],
  ['fault:html', { status: 'failed', charge: 'billed', error: { code: 'lost' } }, 1],
];
for (const [fault, expected, charges] of ends) {
  test(`${fault} ends as it should, charged ${charges} times`, async () => {
    const id = await accept(`a quiet harbour ${fault}`);
    work();
    expect(await shop.hurriedEnd(id)).toMatchObject(expected);
    expect(await ledger()).toHaveLength(charges);
  });
}

for (const fault of ['fault:close', 'fault:cut']) {
  test(`${fault}: the answer is lost, and the picture is found by the gateway's list: one creation, one charge`, async () => {
    const id = await accept(`a quiet harbour ${fault}`);
    work();
    expect((await shop.hurriedEnd(id)).status).toBe('unknown');
    const asked = await checkTask(id);
    expect(asked).toMatchObject({ status: 'running', charge: 'unknown', checkable: false });
    expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 50_000, sends: 1 });
    expect(await imagesOfTasks(shop.db, [id])).toHaveLength(1);
    expect(await ledger()).toHaveLength(1);
  });
}
