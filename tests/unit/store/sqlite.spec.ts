import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { openDatabase } from '@/lib/server/store/database';
import { insertImage } from '@/lib/server/store/images';
import { inTransaction } from '@/lib/server/store/transaction';
import { currentRevision, listTasks } from '@/lib/server/store/tasks';
import { accepted, newImage } from './samples';
import { expect, test } from './engines';

const refused = { name: 'AppError', code: 'unavailable' };

test('every commit is flushed, readers are not locked out, references hold', async ({ db }) => {
  const pragma = async (name: string) => Object.values((await sql.raw<object>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
  expect(await pragma('busy_timeout')).toBe(5000);
});

test('a whole number is bound as one, so that a search can go on from a key', async ({ db }) => {
  const bound = sql<{ whole: string; part: string; text: string }>`select typeof(${5}) as whole, typeof(${0.5}) as part, typeof(${'5'}) as text`;
  expect((await bound.execute(db)).rows).toEqual([{ whole: 'integer', part: 'real', text: 'text' }]);
});

test('nothing gets in between the statements of a transaction, and a failed one leaves nothing', async ({ db }) => {
  await accepted(db);
  const order: string[] = [];
  const failing = inTransaction(db, async (trx) => {
    await trx.updateTable('tasks').set({ model: 'half' }).execute();
    order.push('written');
    await new Promise((resolve) => setTimeout(resolve, 30));
    order.push('failing');
    throw new Error('no');
  });
  const reading = listTasks(db, { limit: 5 }).then(({ tasks }) => {
    order.push('read');
    return tasks;
  });
  await expect(failing).rejects.toThrow('no');
  expect((await reading).map(({ model }) => model)).toEqual(['ideogram-v2']);
  expect(order).toEqual(['written', 'failing', 'read']);
  await accepted(db);
  expect(await currentRevision(db)).toBe(2);
});

test('a migration that fails half-way leaves nothing behind', async ({ target }) => {
  if (!('sqlite' in target)) throw new Error('not SQLite');
  const other = new DatabaseSync(target.sqlite);
  other.exec('create table images (n integer)');
  other.close();
  await expect(openDatabase(target)).rejects.toMatchObject({ ...refused, message: expect.stringContaining('images') });
  const after = new DatabaseSync(target.sqlite);
  const tables = after.prepare(`select name from sqlite_schema where name in ('tasks', 'counters')`).all();
  after.close();
  expect(tables).toEqual([]);
});

test.describe('a damaged file is refused in one sentence', () => {
  const damaged = { ...refused, message: expect.stringMatching(/^The database file \S+ is damaged \(.+\): no backup of it is known; [^.]+\.$/) };

  test('when its head is not that of a database', async ({ target, db }) => {
    if (!('sqlite' in target)) throw new Error('not SQLite');
    await db.destroy();
    const file = await open(target.sqlite, 'r+');
    await file.write('scrambled', 0);
    await file.close();
    await expect(openDatabase(target)).rejects.toMatchObject(damaged);
  });

  test('whichever page of its trees was overwritten', async ({ target, db, folder }) => {
    if (!('sqlite' in target)) throw new Error('not SQLite');
    for (let index = 0; index < 60; index += 1) {
      const { id } = await accepted(db);
      await insertImage(db, newImage({ taskId: id, prompt: `a lighthouse at dusk, number ${index}` }));
    }
    await db.destroy();
    const good = await readFile(target.sqlite);
    const pages = good.length / 4096;
    expect(pages).toBeGreaterThan(20);
    const copy = path.join(folder, 'copy.db');
    let silent = 0;
    for (let page = 0; page < pages; page += 1) {
      const bad = Buffer.from(good);
      bad.fill(0xa5, page * 4096, (page + 1) * 4096);
      await writeFile(copy, bad);
      const opened = await openDatabase({ sqlite: copy }).catch((error: unknown) => {
        expect(error).toMatchObject(damaged);
        return null;
      });
      if (opened) {
        silent += 1;
        await opened.destroy();
      }
    }
    expect(silent).toBe(0);
  });

  test('when it was cut short', async ({ target, db, folder }) => {
    if (!('sqlite' in target)) throw new Error('not SQLite');
    await accepted(db);
    await db.destroy();
    const copy = path.join(folder, 'copy.db');
    await writeFile(copy, (await readFile(target.sqlite)).subarray(0, 4096 * 3));
    await expect(openDatabase({ sqlite: copy })).rejects.toMatchObject(damaged);
  });
});

test('tables made by a newer version are refused', async ({ target, db }) => {
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(db);
  await db.destroy();
  await expect(openDatabase(target)).rejects.toMatchObject({
    ...refused,
    message: 'The database was made by a newer Atelier than this one.',
  });
});

test('a folder that is not there is told as such', async ({ folder }) => {
  const opening = openDatabase({ sqlite: path.join(folder, 'no', 'where.db') });
  await expect(opening).rejects.toMatchObject({ ...refused, message: expect.stringContaining('cannot be opened') });
});
