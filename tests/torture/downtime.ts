import type { Field } from '../faults/field';

/** Makes everything that the studio has written down so much older, as if it had been down for that long: its links too. */
export async function passTime({ shop }: Field, ms: number): Promise<void> {
  await shop.db
    .updateTable('tasks')
    .set((eb) => ({
      createdAt: eb('createdAt', '-', ms),
      startedAt: eb('startedAt', '-', ms),
      answeredAt: eb('answeredAt', '-', ms),
      runAt: eb('runAt', '-', ms),
    }))
    .execute();
  for (const { id, answer } of await shop.db.selectFrom('tasks').select(['id', 'answer']).execute()) {
    if (answer !== null) await shop.db.updateTable('tasks').set({ answer: older(answer, ms) }).where('id', '=', id).execute();
  }
}

const older = (answer: string, ms: number): string =>
  answer
    .replace(/\bexp=(\d+)/g, (_, seconds: string) => `exp=${Number(seconds) - ms / 1000}`)
    .replace(/\bborn=(\d+)/g, (_, time: string) => `born=${Number(time) - ms}`);
