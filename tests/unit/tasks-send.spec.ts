import { expect, test } from '@playwright/test';
import { AppError, type ErrorCode } from '@/lib/schema/error';
import { openDatabase } from '@/lib/server/store/database';
import { findTask } from '@/lib/server/store/tasks';
import { png, price, Workshop } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

/** A script whose start counts its calls and then throws. */
function failing(make: () => unknown): { calls: number } {
  const seen = { calls: 0 };
  shop.script = {
    start: async (_input, _model, context) => {
      seen.calls += 1;
      // What is thrown after this stands for a reply: the request had set out.
      await context.send({ method: 'POST', url: 'http://127.0.0.1:1/', headers: {} }).catch(() => undefined);
      throw make();
    },
  };
  return seen;
}

const notRun: ErrorCode[] = ['rejected', 'invalid_input', 'unsupported', 'not_found', 'too_large', 'provider_auth', 'provider_payment'];
for (const code of notRun) {
  test(`${code}: failed at once, nothing charged`, async () => {
    const seen = failing(() => new AppError(code, 'The provider said no.', { fields: { prompt: 'is not wanted' } }));
    const { id } = await shop.accept();
    shop.work();
    const row = await shop.ended(id);
    expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, sends: 1 });
    expect(row.error).toEqual({ code, message: 'The provider said no.', fields: { prompt: 'is not wanted' } });
    expect(seen.calls).toBe(1);
  });
}

test('a task that waited while its connection got dearer, or another purse, is not sent on those terms', async () => {
  const seen = failing(() => new AppError('rejected', 'The provider said no.'));
  const dearer = await shop.accept({}, { usdMicros: price - 1 });
  const quoted = await shop.accept({}, { usdMicros: price - 1, expectedBasis: 'quoted' });
  const free = await shop.accept({}, { usdMicros: 0, charge: 'none', sandbox: true });
  shop.work();
  for (const { id } of [dearer, free]) {
    const error = { code: 'price_changed', message: expect.stringMatching(/Nothing was sent\.$/) };
    expect(await shop.ended(id)).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, sends: 0, error });
  }
  expect(await shop.ended(quoted.id)).toMatchObject({ sends: 1, error: { code: 'rejected' } });
  expect(seen.calls).toBe(1);
});

const unclear: [string, () => unknown][] = [
  ['unknown_outcome', () => new AppError('unknown_outcome', 'It broke off.')],
  ['provider_failed', () => new AppError('provider_failed', 'It answered 500.')],
  ['timed_out', () => new AppError('timed_out', 'It took too long.')],
  ['internal', () => new AppError('internal', 'A fault.')],
  ['an error of no known kind', () => new TypeError('x is not a function')],
  ['something that is no error', () => 'oops'],
];
for (const [name, make] of unclear) {
  test(`${name}: unknown, the estimate stays, never sent again`, async () => {
    const seen = failing(make);
    const { id } = await shop.accept({ count: 2 });
    shop.work();
    const row = await shop.ended(id);
    expect(row).toMatchObject({ status: 'unknown', charge: 'unknown', usdMicros: price * 2, sends: 1 });
    expect(row.error?.code).toBe('unknown_outcome');
    await shop.stop();
    shop.work();
    await shop.hurry(id);
    const other = await shop.accept();
    await shop.ended(other.id);
    expect(seen.calls).toBe(2);
    expect((await shop.row(id)).status).toBe('unknown');
  });
}

test('a fault before anything was sent: failed, nothing charged', async () => {
  shop.script = {
    start: async () => {
      throw new TypeError('x is not a function');
    },
  };
  const { id } = await shop.accept();
  shop.work();
  const row = await shop.ended(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0 });
  expect(row.error).toEqual({ code: 'internal', message: 'Something went wrong in Atelier. Nothing was sent.' });
});

test('a picture of the library that is gone: failed, nothing charged', async () => {
  shop.script = {
    start: async (_input, _model, context) => {
      await context.file('nowhere', 1000);
      throw new Error('unreachable');
    },
  };
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'failed', charge: 'none', error: { code: 'not_found' } });
});

test('rate_limited waits as told, then is sent again; five refusals end it', async () => {
  const seen = failing(() => new AppError('rate_limited', 'Too many.', { retryAfter: 3600 }));
  const { id } = await shop.accept();
  shop.work();
  const parked = await shop.until(id, (row) => row.status === 'queued' && row.sends === 1);
  expect(parked.runAt - Date.now()).toBeGreaterThan(3_500_000);
  expect(parked.error).toEqual({ code: 'rate_limited', message: 'Too many.' });
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, sends: 5, error: { code: 'rate_limited' } });
  expect(seen.calls).toBe(5);
});

test('rate_limited and then taken: one task, one picture, no error left', async () => {
  let calls = 0;
  const bytes = await png();
  shop.script = {
    start: async () => {
      calls += 1;
      if (calls < 3) throw new AppError('rate_limited', 'Too many.');
      return { state: 'done', outputs: [{ source: { bytes }, withheld: false, prompt: null, seed: 7 }], text: null };
    },
  };
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: price, sends: 3, error: null });
});

test('where our own machine can open nothing, the upstream is not to blame: it is tried until it can, and says why', async () => {
  let refused = 0;
  shop.script = {
    start: async () => {
      if ((refused += 1) > 6) return { state: 'done', outputs: [], text: null };
      const cause = Object.assign(new Error('too many open files'), { code: 'EMFILE' });
      throw new AppError('provider_unreachable', 'It could not be reached. Nothing was sent.', { cause });
    },
  };
  const { id } = await shop.accept();
  shop.work();
  const message = 'The studio may not open more files at once. Nothing was sent.';
  expect(await shop.until(id, ({ sends, status }) => sends > 0 && status === 'queued')).toMatchObject({ error: { code: 'unavailable', message } });
  expect(await shop.hurriedEnd(id)).toMatchObject({ sends: 7, error: { code: 'lost' } });
});

test('provider_unreachable is tried three times in all, then failed with nothing sent', async () => {
  let calls = 0;
  shop.script = {
    start: async (_input, _model, context) => {
      calls += 1;
      await context.send({ method: 'POST', url: 'http://127.0.0.1:1/', headers: {}, body: '{}' });
      throw new Error('nobody listens there');
    },
  };
  const { id } = await shop.accept();
  shop.work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'provider_unreachable' } });
  expect(row.error?.message).toContain('Nothing was sent.');
  expect(calls).toBe(3);
});

test('the row says sending, on the disk, before the provider is called', async () => {
  const other = await openDatabase({ sqlite: `${shop.folder}/atelier.db` });
  let seen: string | undefined;
  shop.script = {
    start: async () => {
      const [open] = await other.selectFrom('tasks').select(['id', 'status', 'sends']).execute();
      seen = `${open?.status} ${open?.sends}`;
      throw new AppError('rejected', 'No.');
    },
  };
  const { id } = await shop.accept();
  shop.work();
  await shop.ended(id);
  expect(seen).toBe('sending 1');
  expect((await findTask(other, id))?.status).toBe('failed');
  await other.destroy();
});

test('the sandbox never charges, whatever happens', async () => {
  shop.connection = { ...shop.connection, sandbox: true };
  const seen = failing(() => new AppError('unknown_outcome', 'It broke off.'));
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'unknown', charge: 'none', usdMicros: 0 });
  expect(seen.calls).toBe(1);
});

test('a connection that is no longer set up ends its queued tasks with nothing sent', async () => {
  const { id } = await shop.accept();
  shop.work({ findSpeaker: () => null, slots: () => [] });
  const row = await shop.ended(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'none', sends: 0 });
  expect(row.error?.message).toBe('scripted is no longer set up here. Nothing was sent.');
});

test('describe keeps the text and makes no picture', async () => {
  shop.script = { start: async () => ({ state: 'done', outputs: [], text: 'A lighthouse.' }) };
  const { id } = await shop.accept({ operation: 'describe', image: 'x' } as never);
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', text: 'A lighthouse.', charge: 'billed', usdMicros: price, missing: [] });
});

test('a magic prompt without a price does not claim to have been billed', async () => {
  shop.script = { start: async () => ({ state: 'done', outputs: [], text: '{}' }) };
  const { id } = await shop.accept({ operation: 'magic-prompt', prompt: 'x' } as never, { usdMicros: null, charge: 'unknown' });
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', text: '{}', charge: 'unknown', usdMicros: null, missing: [] });
});
