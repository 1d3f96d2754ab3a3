import { expect, test } from './fixtures';

test('pictures that were withheld say so in their places, and what they cost', async ({ page, openStudio, generate, chargesFor }) => {
  const prompt = 'Everything withheld fault:withheld';
  await openStudio();
  const run = await generate(prompt);
  await run.getByRole('button', { name: /^Withheld/ }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Not charged');
  await expect(sheet.getByRole('button', { name: 'Edit the prompt' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(run.getByRole('button', { name: /^Withheld/ })).toBeFocused();
  expect(await chargesFor(prompt)).toHaveLength(1);
});

test('one withheld picture of two leaves the other in its place', async ({ openStudio, generate }) => {
  await openStudio();
  const run = await generate('The second withheld fault:withheld=2');
  await expect(run.getByRole('button', { name: /^Withheld/ })).toBeVisible();
  await expect(run.getByRole('link', { name: /1 of 2/ })).toBeVisible();
  await expect(run).toHaveAccessibleName(/^One picture ready, 1 missing\. /);
});

test('an outcome nobody knows is told as one, and nothing is sent again until a person says so', async ({
  page, openStudio, generate, runOf, chargesFor,
}) => {
  const prompt = 'The line dropped fault:close';
  await openStudio();
  const run = await generate(prompt);
  const card = run.getByRole('group', { name: /^Outcome unknown/ });
  await expect(card).toContainText('Not charged.');
  await card.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'We do not know how this ended' });
  await expect(sheet).toContainText('no clear answer came back. It will not be sent again by itself.');
  await expect(sheet).toContainText(prompt);
  await expect(sheet.getByRole('region', { name: 'What came back' })).toContainText('No answer came back.');

  // Another task goes through the same line meanwhile; the unknown one is still asked for only once.
  await page.keyboard.press('Escape');
  await expect((await generate('After the line dropped')).getByRole('link')).toHaveCount(2);
  await page.reload();
  await expect(runOf(prompt).getByRole('group', { name: /^Outcome unknown/ })).toBeVisible();
  expect(await chargesFor(prompt)).toHaveLength(1);

  await runOf(prompt).getByRole('group', { name: /^Outcome unknown/ }).press('Enter');
  await sheet.getByRole('button', { name: 'Run again' }).click();
  await expect.poll(async () => (await chargesFor(prompt)).length).toBe(2);
  const both = page.getByRole('article').filter({ hasText: prompt }).getByRole('group', { name: /^Outcome unknown/ });
  await expect(both.and(page.locator('[data-status=unknown]'))).toHaveCount(2);
});

test('an answer that nobody understands is there to be read and copied', async ({ page, openStudio, generate }) => {
  await openStudio();
  const run = await generate('It broke on the way fault:500');
  await run.getByRole('group', { name: /^Outcome unknown/ }).press('Enter');
  const answer = page.getByRole('dialog').getByRole('region', { name: 'What came back' });
  await expect(answer).toContainText('Answered 500, application/problem+json');
  await expect(answer.getByRole('textbox', { name: 'What came back' })).toHaveValue(/Internal Server Error/);
});

test('links that died say that the picture was made and lost', async ({ openStudio, generate, chargesFor }) => {
  const prompt = 'Dead on arrival fault:expired';
  await openStudio();
  const run = await generate(prompt);
  await expect(run.getByRole('button', { name: /^Lost\./ }).or(run.getByRole('group', { name: /^Lost/ })).first()).toBeVisible();
  expect(await chargesFor(prompt)).toHaveLength(1);
});

test('two runs asked for again at once are each told of, and one that may have been bought is asked for under its own key', async ({
  page, holdBack, openStudio, made, runOf, expectConsole,
}) => {
  expectConsole(/status of 500/);
  const [first, second] = [await made('The first one dropped fault:close'), await made('The second one dropped fault:close')];
  const keys: (string | undefined)[] = [];
  page.on('request', (sent) => sent.url().endsWith(`${first.id}/retry`) && keys.push(sent.headers()['idempotency-key']));
  const answer = await holdBack(`**/api/tasks/${first.id}/retry`, {
    times: 1, answer: { status: 500, json: { error: { code: 'internal', message: 'It broke on the way.', requestId: 'r-1' } } },
  });
  const runAgain = async (prompt: string) => {
    await runOf(prompt).getByRole('group', { name: /^Outcome unknown/ }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).click();
  };
  await openStudio();
  await runAgain('The first one dropped');
  const answered = page.waitForResponse(`**/api/tasks/${second.id}/retry`);
  await runAgain('The second one dropped');
  await answered;
  answer();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('It broke on the way.');
  await runAgain('The first one dropped');
  await expect.poll(() => keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
});
