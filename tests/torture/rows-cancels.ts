import { expect } from '@playwright/test';
import en from '@/lib/client/messages/en.json' with { type: 'json' };
import { Cancels, type Asked } from './cancels';
import type { StudioRow } from './row';

/** The studio's server speaks these itself; they stand in no messages. */
const mayBeCharged =
  'The provider has it and did not confirm that it stopped. It may still be charged; its pictures will be kept.';
const hasEnded = 'It has already ended.';

const { said, state, cost } = en.gallery;
const unknownCost = new RegExp(cost.unknown.replace('{price}', String.raw`\$0\.\d+`));
const canceledName = (told: string) => new RegExp(`^${said.canceled.replace('{cost}', told)}\\. `, 'i');

/** Taken back before it was sent: free, and never sent. */
async function beforeSend(place: Cancels, asked: Asked): Promise<void> {
  await expect(asked.run.getByRole('group', { name: said.queuedNext })).toBeVisible();
  await place.cancelInQueue(asked);
  await expect(asked.run).toHaveAccessibleName(canceledName(cost.none));
  await expect(asked.run).toContainText(state.canceledNote);
  expect(await place.front.ended(asked.task.id)).toMatchObject({ status: 'canceled', charge: 'none', usdMicros: 0 });
}

/** Its provider cannot stop it: it runs on, and that it may cost is told. */
async function whileRunning(place: Cancels, asked: Asked): Promise<void> {
  await place.cancelOnSheet(asked);
  await place.readFault(mayBeCharged);
  await expect(asked.run.getByRole('group', { name: said.running })).toBeVisible();
}

/** Its provider says that it stopped: the picture is not made, and that it may cost is told. */
async function whileStoppable(place: Cancels, asked: Asked): Promise<void> {
  await place.cancelOnSheet(asked);
  await expect(asked.run).toContainText(state.canceledSent);
  await expect(asked.run).toContainText(unknownCost);
  await expect(asked.run).toHaveAccessibleName(canceledName(unknownCost.source));
  expect(await place.front.ended(asked.task.id)).toMatchObject({ status: 'canceled', charge: 'unknown' });
}

/** The page has not heard yet that it is done: nothing happens to it. */
async function afterSuccess(place: Cancels, asked: Asked, beside: Asked): Promise<void> {
  place.deafen();
  await place.finish([asked, beside]);
  await place.cancelOnSheet(asked);
  await place.readFault(hasEnded);
  place.hear();
}

/** How many of their pictures are neither on the page nor in its file. */
async function lost(place: Cancels, all: Asked[]): Promise<number> {
  let missing = 0;
  for (const { run, task } of all) {
    await expect(run.getByRole('link')).toHaveCount(1);
    const { status, images } = await place.front.ended(task.id);
    expect(status).toBe('succeeded');
    const files = await Promise.all(images.map(({ id }) => place.front.file(id)));
    if (files.length !== 1 || files.some(({ length }, at) => length !== images[at]?.bytes)) missing += 1;
  }
  return missing;
}

export const cancel: StudioRow = {
  id: 'P11',
  title: 'cancelled before it is sent, while it runs, and after it has succeeded',
  cut: 1,
  full: 20,
  async play(n, { browser }) {
    const place = await Cancels.open(browser);
    const charges = { unsent: 0, running: 0, done: 0 };
    let missing = 0;
    try {
      for (let round = 0; round < n; round++) {
        const [running, done] = [await place.ask(), await place.ask()];
        for (const { run } of [running, done]) await expect(run.getByRole('group', { name: said.running })).toContainText(state.running);
        const [unsent, stopped] = [await place.ask(), await place.askStopper()];
        await beforeSend(place, unsent);
        await whileRunning(place, running);
        await whileStoppable(place, stopped);
        await afterSuccess(place, done, running);
        missing += await lost(place, [running, done]);
        charges.unsent += place.charges(unsent.intent);
        charges.running += place.charges(running.intent);
        charges.done += place.charges(done.intent);
      }
      place.visit.quiet();
      expect(charges, 'charges of each').toEqual({ unsent: 0, running: n, done: n });
      expect(place.stoppedCharges, 'charges of those that were stopped').toBe(n);
      expect(missing, 'pictures lost').toBe(0);
      return `charges: before the send 0 of ${n}, while running ${charges.running} of ${n} (${place.stoppedCharges} of ${n} where it stops), after success ${charges.done} of ${n}; pictures lost 0`;
    } finally {
      await place.close();
    }
  },
};
