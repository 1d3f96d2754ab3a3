import fc from 'fast-check';
import { AppError } from '@/lib/schema/error';
import { findCaps, setCaps } from '@/lib/server/store/budget';
import { openDatabase, type Database } from '@/lib/server/store/database';
import { acceptTask } from '@/lib/server/store/tasks';
import { expect, onEveryEngine, test } from './engines';
import { newTask } from './samples';

const noon = new Date(2026, 10, 22, 12).getTime();

/** The prices of those that were taken and of those that were refused for the budget. */
async function press(handles: Database[], prices: (number | null)[], over: Parameters<typeof newTask>[0] = {}) {
  const taken: (number | null)[] = [];
  const refused: (number | null)[] = [];
  await Promise.all(
    prices.map(async (usdMicros, at) => {
      const db = handles[at % handles.length];
      if (!db) throw new Error('no database');
      try {
        await acceptTask(db, newTask({ usdMicros, charge: 'estimated', createdAt: noon, ...over }));
        taken.push(usdMicros);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'budget_reached') throw error;
        refused.push(usdMicros);
      }
    }),
  );
  return { taken, refused };
}

const sum = (prices: (number | null)[]) => prices.reduce<number>((all, one) => all + (one ?? 0), 0);
const price = fc.integer({ min: 1, max: 300_000 });

onEveryEngine(() => {
  test('200 presses at once never come to more than the cap, and none is refused that would have fitted', async ({ db, target, engine }) => {
    test.setTimeout(180_000);
    // One file has one handle in a process; PostgreSQL is asked over several lines, and by two handles.
    const handles = engine === 'postgres' ? [db, await openDatabase(target)] : [db];
    await fc.assert(
      fc.asyncProperty(
        fc.array(price, { minLength: 200, maxLength: 200 }),
        fc.integer({ min: 0, max: 20_000_000 }),
        fc.constantFrom('day', 'month'),
        async (prices, cap, period) => {
          await db.deleteFrom('tasks').execute();
          await setCaps(db, { day: null, month: null, [period]: cap });
          const { taken, refused } = await press(handles, prices);
          expect(taken.length + refused.length).toBe(200);
          expect(sum(taken)).toBeLessThanOrEqual(cap);
          for (const one of refused) expect(sum(taken) + (one ?? 0)).toBeGreaterThan(cap);
          const stored = await db.selectFrom('tasks').select('usdMicros').execute();
          expect(stored.map(({ usdMicros }) => usdMicros).toSorted()).toEqual(taken.toSorted());
        },
      ),
      { numRuns: 6 },
    );
    for (const other of handles.slice(1)) await other.destroy();
  });

  test('a press over the cap changes nothing, and the same key again gives the task it gave', async ({ db }) => {
    await setCaps(db, { day: 100_000 });
    const first = newTask({ usdMicros: 100_000, charge: 'estimated', createdAt: noon, idempotencyKey: 'once' });
    const { task } = await acceptTask(db, first);
    const before = await db.selectFrom('counters').selectAll().orderBy('name').execute();
    await expect(acceptTask(db, newTask({ usdMicros: 1, createdAt: noon }))).rejects.toMatchObject({
      code: 'budget_reached',
      status: 402,
      message:
        'The budget of $0.10 a day does not allow it: $0.10 is spent or reserved today, and this would cost $0.000001. ' +
        'Nothing was sent. Raise the budget in the settings, or wait until tomorrow.',
    });
    expect(await db.selectFrom('counters').selectAll().orderBy('name').execute()).toEqual(before);
    expect(await acceptTask(db, { ...first, id: 'other' })).toEqual({ task, created: false });
  });

  test('every charge but none counts, of this day or month alone, and the sandbox passes', async ({ db }) => {
    await setCaps(db, { day: 400_000, month: 1_000_000 });
    for (const charge of ['estimated', 'billed', 'withheld', 'unknown'] as const)
      expect(await press([db], [100_000], { charge })).toMatchObject({ refused: [] });
    expect(await press([db], [1])).toMatchObject({ taken: [] });
    expect(await press([db], [1], { sandbox: true })).toMatchObject({ refused: [] });
    await db.updateTable('tasks').set({ charge: 'none', usdMicros: 0 }).where('charge', '=', 'withheld').execute();
    expect(await press([db], [100_000])).toMatchObject({ refused: [] });
    const tomorrow = { createdAt: new Date(2026, 10, 23).getTime() };
    expect(await press([db], [400_000], tomorrow)).toMatchObject({ refused: [] });
    const later = { createdAt: new Date(2026, 10, 24).getTime() };
    expect(await press([db], [200_000], later)).toMatchObject({ refused: [] });
    await expect(acceptTask(db, newTask({ usdMicros: 60_000, ...later }))).rejects.toThrow(
      'The budget of $1.00 a month does not allow it: $1.00 is spent or reserved this month, and this would cost $0.06.',
    );
    expect(await press([db], [400_000], { createdAt: new Date(2026, 11, 1).getTime() })).toMatchObject({ refused: [] });
  });

  test('what has no price passes until the cap is reached', async ({ db }) => {
    await setCaps(db, { day: 100_000 });
    expect(await press([db], [null, 60_000, null])).toMatchObject({ refused: [] });
    expect(await press([db], [40_000])).toMatchObject({ refused: [] });
    await expect(acceptTask(db, newTask({ usdMicros: null, createdAt: noon }))).rejects.toThrow('nobody knows what this would cost');
  });

  test('a cap is set, changed and taken away, and one that is left out stays', async ({ db }) => {
    expect(await findCaps(db)).toEqual({ day: null, month: null });
    await setCaps(db, { day: 5_000_000 });
    await setCaps(db, { month: 0 });
    expect(await findCaps(db)).toEqual({ day: 5_000_000, month: 0 });
    await setCaps(db, { day: null, month: 60_000_000 });
    expect(await findCaps(db)).toEqual({ day: null, month: 60_000_000 });
  });
});
