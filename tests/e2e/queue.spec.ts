import type { Task } from '@/lib/schema/task';
import { expect, shopKey, test, tileOf } from './shop';

test('what waits tells its place and how long that is likely to take, and moves up by itself', async ({
  page, gateway, connect, openStudio, ask, request, expectAccessible,
}) => {
  await connect({ slots: 1 });
  const { id } = await ask('Made before');
  await expect.poll(async () => (await (await request.get(`/api/tasks/${id}`)).json()) as object).toMatchObject({ task: { status: 'succeeded' } });
  const letGo = gateway.hold();
  await ask('Takes its time');
  await ask('Comes next');
  await ask('Comes after that');
  await openStudio();
  await expect(tileOf(page, 'Comes next')).toContainText(/next in line · (in a moment|about \d+ s)/);
  await expect(tileOf(page, 'Comes after that')).toContainText(/2nd in line · (in a moment|about \d+ s)/);
  await expect(page.getByRole('article', { name: /^Queued, second in line, (in a moment|about \d+ s)\. / })).toBeVisible();
  await page.getByRole('button', { name: '3 in queue' }).click();
  const list = page.getByRole('dialog', { name: 'In queue' });
  await expect(list).toContainText(/2nd in line · (in a moment|about \d+ s)/);
  await expectAccessible({ within: '[role=dialog]' });
  await page.keyboard.press('Escape');
  letGo();
  await expect(page.getByRole('article').filter({ hasText: 'Comes after that' }).getByRole('link')).toHaveCount(1, { timeout: 30_000 });
});

test('what waited while its connection got dearer is not bought, and says so', async ({ page, connect, openStudio, ask, request, gateway }) => {
  const { id } = await connect({ slots: 1 });
  const letGo = gateway.hold();
  await ask('Takes its time');
  await ask('Agreed to at four cents');
  const prices = { asOf: '2026-11-27', models: { 'ideogram-v2': { usdMicros: 90_000 } } };
  expect((await request.patch(`/api/connections/${id}`, { data: { prices } })).status()).toBe(200);
  letGo();
  await openStudio();
  const tile = tileOf(page, 'Agreed to at four cents');
  await expect(tile).toContainText('This costs $0.09 now, more than the $0.04 that stood beside the button. Nothing was sent.');
  await expect(tile).toHaveAccessibleName('Price changed, not charged');
  expect(gateway.paid).toHaveLength(1);
  await tile.getByRole('button', { name: /^Try again/ }).click();
  await expect(page.getByRole('article').filter({ hasText: 'Agreed to at four cents' }).getByRole('link')).toHaveCount(1);
  expect(gateway.paid).toHaveLength(2);
});

test('a wait is told in minutes when it is one, and not at all while nobody can say', async ({ page, connect, openStudio, ask, gateway }) => {
  await connect({ slots: 1 });
  gateway.hold();
  await ask('Takes its time');
  const task = await ask('Waits');
  const tell = (startsIn: number | null, revision: number) =>
    page.route('**/api/tasks/changes**', (route) =>
      route.fulfill({ json: { tasks: [{ ...task, position: 3, startsIn, revision }], revision } }), { times: 1 });
  await tell(130, task.revision + 1);
  await openStudio();
  await expect(tileOf(page, 'Waits')).toContainText('3rd in line · about 2 min');
  await expect(tileOf(page, 'Waits')).toHaveAccessibleName('Queued, third in line, about 2 min');
  // The page that is left must not hear it first.
  await page.goto('about:blank');
  await tell(null, task.revision + 2);
  await openStudio();
  await expect(tileOf(page, 'Waits')).toHaveAccessibleName('Queued, third in line');
  await expect(tileOf(page, 'Waits').getByText('3rd in line', { exact: true })).toBeVisible();
});

test('what waits stands in the queue, and its end is told, however many newer runs there are', async ({
  page, gateway, connect, openStudio, ask, request,
}) => {
  const statusOf = async (id: string) => ((await (await request.get(`/api/tasks/${id}`)).json()) as { task: Task }).task.status;
  const { id: connection } = await connect();
  const { id: other } = await connect({ label: 'Other', key: 'sk-another-0123456789' });
  gateway.refused.add(shopKey);
  const { id } = await ask('First at the door', { connection });
  await expect.poll(() => statusOf(id)).toBe('failed');
  const here = await ask('Waits to be cancelled here', { connection });
  const elsewhere = await ask('Waits to be cancelled elsewhere', { connection });
  for (let n = 0; n < 25; n++) await ask(`Newer ${n} fault:unsafe`, { connection: other, count: 1 });
  // Where nothing is found the library is not read on.
  await openStudio('/?q=nothing-of-the-kind');
  await page.getByRole('button', { name: '2 in queue', exact: true }).click();
  const list = page.getByRole('dialog', { name: 'In queue' });
  await list.getByRole('button', { name: 'Cancel: Waits to be cancelled here' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  expect(await statusOf(here.id)).toBe('canceled');
  await request.post(`/api/tasks/${elsewhere.id}/cancel`);
  await expect(list.getByRole('listitem')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled' })).toBeAttached();
});
