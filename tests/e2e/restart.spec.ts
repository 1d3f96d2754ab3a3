import { expect, withOwnStudio } from './fixtures';

const test = withOwnStudio();

test('a studio whose plug is pulled says unknown of what was on its way, and runs what had not been sent', async ({
  page, own, openStudio, generate, runOf, chargesFor, expectConsole,
}) => {
  expectConsole(/net::ERR_/);
  const sent = 'On its way when the plug was pulled fault:slow=30';
  const alsoSent = 'On its way beside it fault:slow=30';
  const queued = 'Still in line when the plug was pulled';
  await openStudio();
  // The sandbox draws four pictures at once, so that two runs of two leave the third in line.
  for (const prompt of [sent, alsoSent]) {
    await expect((await generate(prompt)).getByRole('group', { name: 'Running' })).toBeVisible();
    await expect.poll(async () => (await chargesFor(prompt)).length).toBe(1);
  }
  await expect((await generate(queued)).getByRole('group', { name: /^Queued/ })).toBeVisible();
  await own.kill();
  await expect(page.getByRole('button', { name: 'Waiting for the server' })).toBeVisible({ timeout: 20_000 });
  await own.boot();

  // The page finds the server again by itself.
  await expect(runOf(queued).getByRole('link')).toHaveCount(2, { timeout: 30_000 });
  for (const prompt of [sent, alsoSent]) {
    const card = runOf(prompt).getByRole('group', { name: /^Outcome unknown/ });
    await expect(card).toBeVisible();
    await expect(card).toContainText('Not charged.');
    expect(await chargesFor(prompt)).toHaveLength(1);
  }
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeEnabled();
  expect(await chargesFor(queued)).toHaveLength(1);
});
