import { expect } from '@playwright/test';
import type { Capability } from '@/lib/schema/model';
import { operationNames, operations, type OperationName } from '@/lib/schema/operation';
import { publicConnections } from '@/lib/server/offers';
import { acceptOperation } from '@/lib/server/tasks/accept';
import type { Field } from './field';
import { close, reset, says, type Play } from './plays';
import type { Row } from './row';

/** The least that a person can ask of an operation. */
function least(name: OperationName, { aspectRatios }: Capability, image: string): Record<string, unknown> {
  const prompt = 'a lighthouse';
  switch (name) {
    case 'generate':
    case 'magic-prompt':
      return { prompt };
    case 'remix':
    case 'replace-background':
      return { prompt, image };
    case 'reframe':
      return { image, aspectRatio: aspectRatios[0] };
    case 'upscale':
    case 'describe':
    case 'remove-background':
      return { image };
  }
}

/** Every operation of every model that the connection offers. */
const offered = () =>
  publicConnections().flatMap(({ models }) =>
    models.flatMap(({ id, operations: cards }) =>
      operationNames.flatMap((name) => {
        const card = cards[name];
        return card ? [{ model: id, name, card }] : [];
      }),
    ),
  );

/** A picture that this connection made, for the operations that need one. */
async function source(field: Field): Promise<string> {
  await field.ask(1);
  field.work();
  const [image] = await field.images(await field.settled());
  if (!image) throw new Error('The gateway made no picture.');
  return image.id;
}

const plays: readonly Play[] = [reset, close, says(500, ''), says(200, '{}')];

export const adapterRows: Row[] = [
  {
    id: 'M28',
    title: 'every operation of every model, broken off: a client that tries again by itself would show',
    full: 100,
    async play(field, n) {
      const image = await source(field);
      const calls = offered();
      const total = Math.max(n, calls.length);
      let at = 0;
      field.upstream.paid = (exchange) => (plays[(at += 1) % plays.length] ?? reset)(exchange);
      for (let index = 0; index < total; index++) {
        const call = calls[index % calls.length];
        if (!call) throw new Error('The connection offers nothing.');
        const body = operations[call.name].parse({ ...least(call.name, call.card, image), model: call.model });
        await acceptOperation(call.name, body as never);
      }
      const rows = (await field.settled()).slice(1);
      expect(field.upstream.postCount).toBe(1 + total);
      for (const row of rows) expect(row, `${row.operation} ${row.model}`).toMatchObject({ status: 'unknown', charge: 'unknown', sends: 1 });
      const seen = new Set(rows.map(({ operation, model }) => `${operation} ${model}`));
      expect(seen.size).toBe(calls.length);
      return `${calls.length} operations of its models, tasks ${total}, POSTs ${total}, POSTs per intent 1`;
    },
  },
];
