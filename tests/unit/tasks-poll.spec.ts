import { expect, test } from '@playwright/test';
import { AppError, type ErrorCode } from '@/lib/schema/error';
import type { Step } from '@/lib/server/providers/provider';
import { markedOf } from '@/lib/server/connection-mark';
import { changeCircuit } from '@/lib/server/store/circuits';
import { requestCancel } from '@/lib/server/store/tasks';
import { cancelTask } from '@/lib/server/tasks/cancel';
import { closedCircuit } from '@/lib/server/tasks/circuit';
import { png, price, Workshop } from '../workshop';

let shop: Workshop;
let starts: number;
let polls: number;
test.beforeEach(async () => {
  shop = await Workshop.open();
  starts = 0;
  polls = 0;
});
test.afterEach(() => shop.close());

const running: Step = { state: 'running', handle: { id: 'g1' }, progress: 10 };
const done = async (): Promise<Step> => ({
  state: 'done',
  outputs: [{ source: { bytes: await png() }, withheld: false, prompt: null, seed: 1 }],
  text: null,
});

/** Starts as running; each poll plays the next step of `script`, the last one for ever. */
function playing(...script: (() => Step | Promise<Step>)[]): void {
  shop.script = {
    ...shop.script,
    start: async () => {
      starts += 1;
      return running;
    },
    poll: async (handle) => {
      expect(handle).toEqual({ id: 'g1' });
      const play = script[Math.min(polls, script.length - 1)];
      polls += 1;
      if (!play) throw new Error('no script');
      return play();
    },
  };
}

const refusal = (code: ErrorCode) => () => {
  throw new AppError(code, `It said ${code}.`);
};

test('the handle and the progress are stored; a restart polls on and does not start again', async () => {
  playing(() => ({ ...running, progress: 60 }) as Step);
  const { id } = await shop.accept();
  shop.work();
  const first = await shop.until(id, ({ status }) => status === 'running');
  expect(first).toMatchObject({ handle: { id: 'g1' }, sends: 1 });
  await shop.hurry(id);
  await shop.until(id, ({ progress }) => progress === 60);
  await shop.stop();
  playing(done);
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', usdMicros: price, charge: 'billed', progress: null });
  expect(starts).toBe(1);
});

test('faults of polling are polled through', async () => {
  playing(
    refusal('provider_failed'),
    refusal('unknown_outcome'),
    refusal('rate_limited'),
    () => {
      throw new SyntaxError('not JSON');
    },
    refusal('not_found'),
    refusal('not_found'),
    refusal('provider_failed'),
    refusal('not_found'),
    done,
  );
  const { id } = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect(polls).toBe(9);
  expect(starts).toBe(1);
});

test('a key that is refused is not asked with again; the task waits and says so, until a person has mended it', async () => {
  playing(refusal('provider_auth'), done);
  const { id } = await shop.accept();
  shop.work();
  await shop.until(id, ({ status }) => status === 'running');
  await shop.hurry(id);
  await expect.poll(() => polls).toBe(1);
  await shop.until(id, ({ leaseOwner }) => leaseOwner === null);
  await shop.hurry(id);
  const message = expect.stringContaining('It said provider_auth. The provider has this task');
  expect(await shop.until(id, ({ error }) => error !== null)).toMatchObject({ status: 'running', error: { code: 'unavailable', message } });
  expect(polls).toBe(1);
  await changeCircuit(shop.db, markedOf(shop.connection), () => closedCircuit);
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', error: null });
  expect([polls, starts]).toEqual([2, 1]);
});

test('gone three times in a row: unknown', async () => {
  playing(refusal('not_found'));
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'unknown', charge: 'unknown', usdMicros: price, error: { code: 'unknown_outcome' } });
  expect(polls).toBe(3);
});

test('a refused question is no word about the task, whatever it was refused for', async () => {
  const codes = ['rejected', 'invalid_input', 'unsupported', 'too_large', 'provider_payment'] as const;
  playing(...codes.map(refusal), done);
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: price });
  expect([polls, starts]).toEqual([6, 1]);
});

test('past the deadline it is asked once more, then unknown', async () => {
  playing(() => running);
  const { id } = await shop.accept();
  shop.work({ runDeadlineMs: -1 });
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'unknown', charge: 'unknown' });
  expect(row.error?.message).toContain('did not finish in time');
  expect(polls).toBe(1);
});

test('past the deadline, but done: saved all the same', async () => {
  playing(done);
  const { id } = await shop.accept();
  shop.work({ runDeadlineMs: -1 });
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
});

test('a running task is canceled when its provider confirms', async () => {
  let asked = 0;
  playing(() => running);
  shop.script.cancel = async () => {
    asked += 1;
    return true;
  };
  const { id } = await shop.accept();
  shop.work();
  await shop.until(id, ({ status }) => status === 'running');
  const canceling = cancelTask(id, shop.findSpeaker);
  await shop.hurriedEnd(id);
  expect(await canceling).toMatchObject({ status: 'canceled', charge: 'unknown', usdMicros: price });
  expect(asked).toBe(1);
});

test('a provider that does not confirm leaves the task running', async () => {
  let asked = 0;
  playing(() => running, done);
  shop.script.cancel = async () => {
    asked += 1;
    throw new AppError('provider_failed', 'No.');
  };
  const { id } = await shop.accept();
  shop.work();
  await shop.until(id, ({ status }) => status === 'running');
  await requestCancel(shop.db, id, Date.now());
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect(asked).toBeGreaterThan(0);
});

test('a provider that cannot cancel: 409 with what it means', async () => {
  playing(() => running);
  const { id } = await shop.accept();
  shop.work();
  await shop.until(id, ({ status }) => status === 'running');
  const refused = await cancelTask(id, shop.findSpeaker).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'not_cancelable', status: 409 });
  expect((refused as AppError).message).toContain('may still be charged');
});
