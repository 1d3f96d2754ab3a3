import { expect, test } from '@playwright/test';
import { POST } from '@/app/api/[operation]/route';
import type { ErrorBody } from '@/lib/schema/error';
import { changeBudget, loadBudget } from '@/lib/server/budget';
import { retryTask } from '@/lib/server/tasks/retry';
import type { Field } from '../faults/field';
import { says } from '../faults/plays';
import { onField, plainest } from './on-field';
import type { StudioRow } from './row';
import { busyRows } from './rows-busy';
import { unreachables, type Unreachable } from './unreachable';

const price = 60_000;
const sixCents = { prices: { asOf: '2026-11-20', models: { [plainest.model]: price } } };
const refusedForSafety = JSON.stringify({
  error: 'Prompt provided failed safety check due to the inclusion of prohibited content.',
});

async function spent(): Promise<{ spent: number; reserved: number }> {
  const { month } = await loadBudget();
  return { spent: month.spent, reserved: month.reserved };
}

const presses = 40;
const cap = 1_000_000;
/** As many as the cap holds. */
const fits = 16;

/** A press as it comes over the wire; the code of the answer that refused it, or null. */
async function press(intent: string): Promise<string | null> {
  const request = new Request('http://127.0.0.1:3000/api/generate', {
    method: 'POST',
    headers: { host: '127.0.0.1:3000', 'content-type': 'application/json', 'idempotency-key': intent },
    body: JSON.stringify({ prompt: `${intent} a lighthouse` }),
  });
  const answer = await POST(request, { params: Promise.resolve({ operation: 'generate' }) });
  if (answer.status === 202) return null;
  const { error } = (await answer.json()) as ErrorBody;
  return `${answer.status} ${error.code}`;
}

/** One round: as many as the cap holds are sent, everybody else is told so before anything is. */
async function overspend(field: Field): Promise<void> {
  const { upstream } = field;
  await changeBudget({ day: null, month: cap });
  field.work();
  const intents = Array.from({ length: presses }, (_, index) => `intent-${index + 1}`);
  const answers = await Promise.all(intents.map(press));
  const refusals = answers.filter((answer) => answer !== null);
  expect(refusals).toEqual(Array(presses - fits).fill('402 budget_reached'));
  const rows = await field.settled();
  expect(rows).toHaveLength(fits);
  for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: price });
  field.expectOnce(fits);
  const taken = intents.filter((_, index) => answers[index] === null);
  expect([...upstream.posts.keys()].toSorted(), 'who was sent').toEqual(taken.toSorted());
  expect(await spent()).toEqual({ spent: fits * price, reserved: 0 });
}

/** Asks while nothing can be reached, and the same again by hand once it can. */
async function comeBack(field: Field, { lead, recover }: Unreachable, n: number): Promise<void> {
  const { upstream } = field;
  lead(new URL(upstream.origin).port);
  await field.ask(n);
  field.work();
  const before = await field.settled();
  expect(upstream.postCount, 'charges before').toBe(0);
  for (const row of before) {
    expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'provider_unreachable' } });
  }
  await recover();
  for (const { id } of before) await retryTask(id, { idempotencyKey: `${id}-again` });
  const after = (await field.settled()).slice(n);
  expect(after.map(({ retryOf }) => retryOf)).toEqual(before.map(({ id }) => id));
  for (const row of after) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null, sends: 1 });
  field.expectOnce(n);
}

export const moneyRows: StudioRow[] = [
  ...busyRows,
  {
    id: 'M13',
    title: '422 because of the prompt, with a budget that holds no more',
    cut: 8,
    full: 100,
    play: (n) =>
      onField(async (field) => {
        field.upstream.paid = says(422, refusedForSafety);
        await changeBudget({ day: null, month: n * price });
        await field.ask(n);
        expect(await spent()).toEqual({ spent: 0, reserved: n * price });
        await expect(field.ask(1)).rejects.toMatchObject({ code: 'budget_reached' });
        field.work();
        const rows = await field.settled();
        for (const row of rows) {
          expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, sends: 1, error: { code: 'rejected' } });
        }
        field.expectOnce(n);
        const after = await spent();
        expect(after).toEqual({ spent: 0, reserved: 0 });
        // What came back can be spent again, to the last of it.
        await field.shop.stop();
        await field.ask(n);
        await expect(field.ask(1)).rejects.toMatchObject({ code: 'budget_reached' });
        return `POSTs ${n}, charges ${after.spent}, reserved ${after.reserved} after`;
      }, { connection: sixCents }),
  },
  {
    id: 'M14',
    title: 'port closed, name unknown, certificate bad, then asked again',
    cut: 2,
    full: 50,
    async play(n) {
      const ways = Object.entries(unreachables);
      for (const [name, make] of ways) {
        const way = await make();
        try {
          await test.step(name, () => onField((field) => comeBack(field, way, n), { connection: { baseUrl: way.address } }));
        } finally {
          await way.close();
        }
      }
      return `${ways.map(([name]) => name).join(', ')}: each charges 0, then ${n} of ${n} after recovery`;
    },
  },
  {
    id: 'M24',
    title: `a cap of $1.00, a price of $0.06, ${presses} presses at once`,
    cut: 2,
    full: 20,
    async play(n) {
      for (let round = 0; round < n; round++) await onField(overspend, { connection: sixCents });
      return `sent ${fits}, refused ${presses - fits}, charges ${fits} in each of ${n} rounds`;
    },
  },
];
