import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { publicConnections } from '@/lib/server/offers';
import { imagesOfTasks } from '@/lib/server/store/images';
import type { TaskRow } from '@/lib/server/store/tasks';
import { usualRules } from '@/lib/server/tasks/circuit';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { cancelTask } from '@/lib/server/tasks/cancel';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { usualSettings } from '@/lib/server/tasks/worker';
import { stands, Upstream, type Answer } from '../predictions-upstream';
import { Workshop } from '../workshop';

let upstream: Upstream;
let shop: Workshop;
test.beforeEach(async () => {
  upstream = await Upstream.open();
  shop = await Workshop.open(upstream.env);
});
test.afterEach(async () => {
  await shop.close();
  await upstream.close();
});

const accept = async (prompt = 'a lighthouse'): Promise<string> =>
  (await acceptOperation('generate', operations.generate.parse({ prompt, model: 'ideogram-v3-turbo' }))).id;
/** The real worker, provider and connection. */
const work = (changed = {}) => shop.work({ findSpeaker, slots: usualSettings(shop.db).slots, ...changed });
const polls = () => [...upstream.polls.values()].reduce((sum, times) => sum + times, 0);
const pictures = async ({ id }: TaskRow) => (await imagesOfTasks(shop.db, [id])).length;

test('a connection made from the environment is what tasks go to', async () => {
  expect(publicConnections().map(({ id, dialect, host, models }) => [id, dialect, host, models[0]?.id])).toEqual([
    ['replicate', 'replicate', upstream.host, 'ideogram-v3-balanced'],
  ]);
});

test('faults of polling are polled through, with one creation', async () => {
  const faults: Answer[] = [
    { status: 429, body: { detail: 'Request was throttled. Your rate limit resets in ~1s.' } },
    { status: 500, body: '' },
    'break',
    { body: '{"status":"succ' },
    { body: '<html>Sign in</html>' },
    { status: 409, body: { detail: 'no' } },
    { status: 404, body: { detail: 'not yet' } },
    { status: 502, body: 'bad gateway' },
    { body: {} },
    'break',
  ];
  upstream.script = (poll) => faults[poll - 1] ?? stands('succeeded', { output: [upstream.file('ok')] });
  const id = await accept();
  work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 30_000, sends: 1 });
  expect(await pictures(row)).toBe(1);
  expect([upstream.creations, polls()]).toEqual([1, 11]);
});

test('gone for good: unknown after three questions', async () => {
  upstream.script = () => ({ status: 404, body: { title: 'Not found', status: 404 } });
  const id = await accept();
  work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'unknown', charge: 'unknown', usdMicros: 30_000 });
  expect([upstream.creations, polls()]).toEqual([1, 3]);
});

test('an unknown status is polled on, and an end is final whatever is answered after it', async () => {
  const script = ['queued', 'processing', 'booting', 'starting'];
  upstream.script = (poll) =>
    poll === 5 ? stands('succeeded', { output: upstream.file('ok') }) : stands(script[poll - 1] ?? 'processing');
  const id = await accept();
  work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'succeeded', progress: null });
  expect([upstream.creations, polls(), await pictures(row)]).toEqual([1, 5, 1]);
});

test('a dead link is asked for anew; once the data are removed the picture is lost and billed', async () => {
  upstream.script = (poll, name) => {
    if (poll === 1) return stands('succeeded', { output: upstream.file(`dead-${name}`) });
    return name === 'p1' ? stands('succeeded', { output: upstream.file('fresh') }) : stands('succeeded', { data_removed: true });
  };
  const first = await accept();
  work();
  const fresh = await shop.hurriedEnd(first);
  expect([fresh.status, await pictures(fresh)]).toEqual(['succeeded', 1]);
  const second = await shop.hurriedEnd(await accept());
  expect(second).toMatchObject({ status: 'failed', charge: 'billed', usdMicros: 30_000, error: { code: 'lost' } });
  expect(upstream.creations).toBe(2);
});

test('found removed at the first question, as after a long stop: lost, and billed', async () => {
  upstream.script = () => stands('succeeded', { data_removed: true });
  const id = await accept();
  work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'billed', usdMicros: 30_000, error: { code: 'lost' } });
});

const ends: [string, Record<string, unknown>, Record<string, unknown>][] = [
  ['failed', { error: 'out of memory' }, { status: 'failed', charge: 'unknown', usdMicros: 30_000, error: { code: 'provider_failed' } }],
  ['failed', { error: 'NSFW content detected' }, { status: 'failed', charge: 'unknown', error: { code: 'rejected' } }],
  ['aborted', {}, { status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'timed_out' } }],
  ['canceled', {}, { status: 'canceled', charge: 'unknown', usdMicros: 30_000 }],
];
for (const [status, more, expected] of ends) {
  test(`${status} ${String(more['error'] ?? '')} ends the task with what is known of the money`, async () => {
    upstream.script = () => stands(status, more);
    const id = await accept();
    work();
    expect(await shop.hurriedEnd(id)).toMatchObject(expected);
    expect(upstream.creations).toBe(1);
  });
}

test('a restart while twenty run asks on and creates nothing again', async () => {
  upstream.script = () => stands('processing');
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => accept(`lighthouse ${index}`)));
  const all = () => usualSettings(shop.db).slots().map(({ id }) => ({ id, slots: 20 }));
  work({ slots: all });
  for (const id of ids) await shop.until(id, ({ status }) => status === 'running');
  await shop.stop();
  expect(upstream.creations).toBe(20);
  upstream.script = () => stands('succeeded', { output: upstream.file('ok') });
  work({ slots: all });
  for (const id of ids) expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect(upstream.creations).toBe(20);
});

test('a creation that breaks is unknown and never sent again', async () => {
  const broken: Answer[] = ['break', { status: 500, body: '' }, { status: 201, body: '{"id":"p1","sta' }, { body: '<html>' }];
  upstream.creation = () => broken[(upstream.creations - 1) % broken.length] ?? 'break';
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => accept(`lighthouse ${index}`)));
  work({ rules: { ...usualRules, faults: Infinity } });
  for (const id of ids) expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'unknown', charge: 'unknown' });
  expect([upstream.creations, polls()]).toEqual([20, 0]);
});

test('a refused field stands under its own name', async () => {
  const invalid_fields = [{ type: 'required', field: 'input.prompt', description: 'prompt is too long' }];
  upstream.creation = () => ({ status: 422, body: { title: 'Input validation failed', detail: '- input.prompt', status: 422, invalid_fields } });
  const id = await accept();
  work();
  const fields = { prompt: 'was not accepted: prompt is too long' };
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'invalid_input', fields } });
});

/** Runs a task, asks to stop it, and hurries it along until that is answered. */
async function canceled(id: string): Promise<unknown> {
  await shop.until(id, ({ status }) => status === 'running');
  const answer = cancelTask(id).catch((error: unknown) => error);
  const answered = answer.then(() => 'answered');
  const soon = () => new Promise((later) => setTimeout(later, 20));
  while ((await Promise.race([answered, soon()])) !== 'answered') {
    await shop.hurry(id);
  }
  return answer;
}

test('cancel ends the task when the vendor says canceled, and says what it may cost', async () => {
  upstream.script = () => stands('processing');
  upstream.cancel = () => stands('canceled');
  const id = await accept();
  work();
  expect(await canceled(id)).toMatchObject({ status: 'canceled', charge: 'unknown', usdMicros: 30_000 });
  expect(upstream.cancels).toBe(1);
});

test('stopped before it ran costs nothing', async () => {
  upstream.script = () => stands(upstream.cancels > 0 ? 'aborted' : 'starting');
  upstream.cancel = () => stands('aborted');
  const id = await accept();
  work();
  expect(await canceled(id)).toMatchObject({ status: 'canceled', charge: 'none', usdMicros: 0 });
});

test('a gateway that cannot cancel leaves it running, and its picture is kept', async () => {
  upstream.script = () => (upstream.cancels > 1 ? stands('succeeded', { output: upstream.file('ok') }) : stands('processing'));
  const id = await accept();
  work();
  expect(await canceled(id)).toMatchObject({ code: 'not_cancelable' });
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
});
