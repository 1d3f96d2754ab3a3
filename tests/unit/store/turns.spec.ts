import { claimTask } from '@/lib/server/store/claims';
import type { Database } from '@/lib/server/store/database';
import { queueOutlook } from '@/lib/server/store/outlook';
import { inTurn, Standings } from '@/lib/server/store/turns';
import { expect, onEveryEngine, test } from './engines';
import { accepted } from './samples';

const connections = (slots: number) => [{ id: 'sandbox', slots, mark: '' }];

async function claimedPersons(db: Database, times: number, slots: number): Promise<string[]> {
  const persons: string[] = [];
  for (let time = 0; time < times; time++) {
    const row = await claimTask(db, { owner: 'me', leaseMs: 1000, now: 10_000, statuses: ['queued'], connections: connections(slots) });
    persons.push(row?.person ?? '-');
  }
  return persons;
}

onEveryEngine(() => {
  test('whoever has least in flight is next, then whoever waited longest, then whoever asked first', async ({ db }) => {
    for (let index = 0; index < 4; index++) await accepted(db, { person: 'Ann' });
    await accepted(db, { person: 'Ben' });
    await accepted(db, { person: 'Ben' });
    await accepted(db, { person: 'Cem', count: 2 });
    const outlook = await queueOutlook(db, 10_000);
    expect([...outlook.values()].map(({ position, ahead }) => [position, ahead])).toEqual([[1, 0], [2, 1], [3, 2], [4, 4], [5, 5], [6, 6], [7, 7]]);
    expect(await claimedPersons(db, 8, 9)).toEqual(['Ann', 'Ben', 'Cem', 'Ann', 'Ben', 'Ann', 'Ann', '-']);
  });

  test('with one place, those who wait take turns, however much the first has queued before', async ({ db }) => {
    for (let index = 0; index < 3; index++) await accepted(db, { person: 'Ann' });
    const seen: string[] = [];
    for (let turn = 0; turn < 4; turn++) {
      if (turn === 1) await accepted(db, { person: 'Ben' });
      const row = await claimTask(db, { owner: 'me', leaseMs: 1000, now: 10_000, statuses: ['queued'], connections: connections(1) });
      seen.push(row?.person ?? '-');
      if (row) await db.updateTable('tasks').set({ status: 'failed' }).where('id', '=', row.id).execute();
    }
    expect(seen).toEqual(['Ann', 'Ben', 'Ann', 'Ann']);
  });

  test('the place that is told is the order in which they are claimed', async ({ db }) => {
    for (let index = 0; index < 30; index++) {
      await accepted(db, { person: `p${(index * 7) % 4}`, count: 1 + (index % 3), connection: 'sandbox' });
    }
    const told = [...(await queueOutlook(db, 10_000))].toSorted(([, one], [, other]) => one.position - other.position);
    const claimed: string[] = [];
    for (;;) {
      const row = await claimTask(db, { owner: 'me', leaseMs: 1000, now: 10_000, statuses: ['queued'], connections: connections(1000) });
      if (!row) break;
      claimed.push(row.id);
    }
    expect(claimed).toEqual(told.map(([id]) => id));
    expect(inTurn([], await Standings.read(db, 10_000))).toEqual([]);
  });
});
