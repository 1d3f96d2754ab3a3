import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { sql } from 'kysely';
import { openDatabase } from '@/lib/server/store/database';
import { onWork } from '@/lib/server/store/wakeups';
import { accepted } from './samples';
import { expect, test } from './engines';

test.use({ engine: 'postgres' });

const refused = { name: 'AppError', code: 'unavailable' };

test('a locale that knows no Chinese letters is refused', async ({ postgres }) => {
  const server = await postgres();
  const address = await server.make(`template template0 locale 'C' encoding 'UTF8'`);
  await expect(openDatabase({ postgres: address })).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining('locale C.UTF-8'),
  });
});

test('an encoding that cannot hold every text is refused', async ({ postgres }) => {
  const server = await postgres();
  const address = await server.make(`template template0 locale 'C' encoding 'LATIN1'`);
  await expect(openDatabase({ postgres: address })).rejects.toMatchObject({
    ...refused,
    message: 'The database must be made with the encoding UTF8, and this one has LATIN1.',
  });
});

test('a server that does not answer is told in one sentence, without the password', async ({ postgres }) => {
  const missing = openDatabase({ postgres: 'postgres://me:secret-word@127.0.0.1:1/x' });
  await expect(missing).rejects.toMatchObject({ ...refused, message: expect.stringMatching(/^PostgreSQL cannot be reached: [^.]+.*\.$/) });
  await expect(missing).rejects.not.toMatchObject({ message: expect.stringContaining('secret-word') });
  const server = await postgres();
  const address = (await server.make()).replace(/[^/]+$/, 'nowhere');
  await expect(openDatabase({ postgres: address })).rejects.toMatchObject(refused);
});

test('other processes hear of a change when it is committed', async ({ db, target }) => {
  if (!('postgres' in target)) throw new Error('not PostgreSQL');
  const other = new Client({ connectionString: target.postgres });
  await other.connect();
  await other.query('listen atelier');
  const heard: (string | undefined)[] = [];
  other.on('notification', ({ payload }) => heard.push(payload));
  await accepted(db);
  await expect.poll(() => heard.toSorted()).toEqual(['change', 'work']);
  await other.end();
});

test('what another process announces wakes this one, also after the line was cut', async ({ db, target }) => {
  if (!('postgres' in target)) throw new Error('not PostgreSQL');
  const other = new Client({ connectionString: target.postgres });
  await other.connect();
  let woken = 0;
  const stop = onWork(() => (woken += 1));
  await other.query(`select pg_notify('atelier', 'nonsense'), pg_notify('atelier', 'work')`);
  await expect.poll(() => woken).toBe(1);

  await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'atelier wake-ups'`);
  // Coming back counts as a hint of work: something may have been missed.
  await expect.poll(() => woken).toBe(2);
  await other.query(`select pg_notify('atelier', 'work')`);
  await expect.poll(() => woken).toBe(3);
  stop();
  await other.end();
  await sql`select 1`.execute(db);
});

test('a pooled connection that breaks does not end the process', async ({ db, target }) => {
  if (!('postgres' in target)) throw new Error('not PostgreSQL');
  await accepted(db);
  const other = new Client({ connectionString: target.postgres });
  await other.connect();
  await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'atelier'`);
  const left = async () => (await other.query(`select 1 from pg_stat_activity where application_name = 'atelier'`)).rows;
  await expect.poll(left).toEqual([]);
  // Its last words are on the line and not read yet.
  await sleep(100);
  await other.end();
  expect((await accepted(db)).n).toBe(3);
});
