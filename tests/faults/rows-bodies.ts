import { expect } from '@playwright/test';
import { taskDetail } from '@/lib/schema/task';
import { settledTask } from '@/lib/server/task-reads';
import { canary } from './field';
import { says } from './plays';
import { dealt, type Row } from './row';

const mostBytes = 64 * 1024;

type Answer = { body: string; type: string };

/** What stands for success by its status alone; with the key in it, as from an upstream that echoes what it got. */
const answers: readonly [Answer, ...Answer[]] = [
  { body: JSON.stringify({ error: { message: `no result for ${canary}`, code: 'oops' } }), type: 'application/json' },
  { body: `<!doctype html><p>Sign in with ${canary}</p>${'<p>or wait</p>'.repeat(8000)}`, type: 'text/html' },
  { body: '', type: 'application/json' },
  { body: '{}', type: 'application/json' },
];

export const bodyRows: Row[] = [
  {
    id: 'M15',
    title: '200 with a JSON error, a page, nothing, and {}',
    full: 100,
    async play(field, n) {
      field.upstream.paid = (exchange) => {
        const { body, type } = dealt(answers, exchange.intent);
        says(200, body, type)(exchange);
      };
      await field.ask(n);
      field.work();
      const rows = await field.settled();
      await field.expectUnknown(n, rows);
      for (const row of rows) {
        const { body, type } = dealt(answers, row.idempotencyKey ?? '');
        const { evidence } = taskDetail.parse(await settledTask(row.id, 0, AbortSignal.timeout(1000)));
        expect(evidence).toMatchObject({ status: 200, type, cut: body.length > mostBytes });
        const masked = Buffer.from(body.replace(canary, '…')).subarray(0, mostBytes).toString();
        expect(evidence?.body).toBe(masked);
        expect(JSON.stringify([row, evidence]), 'the key').not.toContain(canary);
      }
      return `POSTs ${n}, marked success 0, kept as evidence ${n}, keys in it 0`;
    },
  },
];
