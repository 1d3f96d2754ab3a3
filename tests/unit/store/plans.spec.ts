import { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { Pool } from 'pg';
import { claimTask, recoverTasks } from '@/lib/server/store/claims';
import { childrenOf, countImages, findImages, imagesOfTasks, insertImage, listImages } from '@/lib/server/store/images';
import { listRuns } from '@/lib/server/store/runs';
import { parseQuery } from '@/lib/server/store/search';
import { sameBytes } from '@/lib/server/store/same-bytes';
import { spendingGroups, spentSince, unpricedSince } from '@/lib/server/store/spending';
import { queueOutlook } from '@/lib/server/store/outlook';
import { changesSince, listTasks } from '@/lib/server/store/tasks';
import { openDatabase, type Database } from '@/lib/server/store/database';
import { accepted, newImage } from './samples';
import { expect, test } from './engines';

type Ask = (db: Database) => Promise<unknown>;

const search = (typed: string, cursor?: number): Ask => (db) => listImages(db, { query: parseQuery(typed), cursor, limit: 60 });

/** What is asked, and the indexes that have to answer it: nothing is read from end to end but what has a row for each
 * connection or person, nothing is sorted. */
const questions: [string, Ask, string[]][] = [
  ['the newest page', search('', 500), ['images_live']],
  ['a page of one model', search('model:ideogram-v2', 500), ['images_model']],
  ['a page of favourites', search('is:favourite', 500), ['images_favourite']],
  ['a page of uploads', search('is:upload', 500), ['images_upload']],
  ['a page of the trash', search('is:deleted', 500), ['images_trash']],
  ['one seed', search('seed:7', 500), ['images_seed']],
  ['a word', search('lighthouse', 500), ['SCAN text VIRTUAL TABLE INDEX 192:L0<', 'PRIMARY KEY']],
  ['a Chinese word', search('赛博朋克 猫', 500), ['SCAN text VIRTUAL TABLE INDEX 192:L0<']],
  ['a word of one letter', search('猫', 500), ['images_live']],
  ['the runs', (db) => listRuns(db, { cursor: 500, limit: 60 }), ['tasks_shown', 'images_upload']],
  ['the pictures of tasks', (db) => imagesOfTasks(db, ['a', 'b']), ['images_of_task']],
  ['pictures by id', (db) => findImages(db, ['a', 'b']), ['sqlite_autoindex_images_1']],
  ['what a picture led to', (db) => childrenOf(db, 'a'), ['images_parent']],
  ['pictures of the same bytes', (db) => sameBytes(db, 'a'), ['images_sha256']],
  ['how many pictures there are', countImages, ['COVERING INDEX images_live']],
  ['open tasks', (db) => listTasks(db, { open: true, cursor: 500, limit: 60 }), ['tasks_open']],
  ['tasks', (db) => listTasks(db, { cursor: 500, limit: 60 }), ['PRIMARY KEY']],
  ['changes', (db) => changesSince(db, 5, 60), ['tasks_revision']],
  ['places in the queue', (db) => queueOutlook(db, 5), ['tasks_queue']],
  ['what was spent', (db) => spentSince(db, 5), ['tasks_spent']],
  ['what was spent where and when', (db) => spendingGroups(db, 5, 900_005), ['COVERING INDEX tasks_spent']],
  ['what nobody knows the price of', (db) => unpricedSince(db, 5), ['tasks_spent']],
  ['what a dead worker left', (db) => recoverTasks(db, 'me', 5), ['tasks_open']],
  [
    'a claim',
    (db) => claimTask(db, { owner: 'me', leaseMs: 1, now: 0, statuses: ['saving', 'running', 'queued'] }),
    ['tasks_saving', 'tasks_running', 'tasks_open'],
  ],
  [
    'a claim within slots',
    (db) => claimTask(db, { owner: 'me', leaseMs: 1, now: 0, statuses: ['queued'], connections: [{ id: 'sandbox', slots: 9, mark: '' }] }),
    ['tasks_queue'],
  ],
];

/** A handle of `db` that has every reading statement explained before it is run. */
function explained<Plan>(db: Database, explain: (query: CompiledQuery) => Plan): { plans: Plan[]; db: Database } {
  const plans: Plan[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      if (node.kind === 'SelectQueryNode' || node.kind === 'RawNode') {
        plans.push(explain(db.getExecutor().compileQuery(node, queryId)));
      }
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { plans, db: watched };
}

// What PostgreSQL answers from indexes of the same name. Words it finds by a bitmap, and counting is a walk.
const alike = /^(images_(model|favourite|upload|trash|seed|of_task|parent|sha256)|tasks_\w+)$/;

for (const [name, ask, indexes] of questions) {
  const shared = indexes.filter((index) => alike.test(index));
  if (shared.length === 0) continue;
  test(`${name}: found by index on PostgreSQL too`, async ({ postgres }) => {
    const server = await postgres();
    const address = await server.make();
    // Few rows are soonest read from end to end; with that made dear it shows whether an index would do.
    const flags = ['seqscan', 'sort', 'bitmapscan'].map((way) => `-c enable_${way}=off`).join(' ');
    const db = await openDatabase({ postgres: `${address}?options=${encodeURIComponent(flags)}` });
    const pool = new Pool({ connectionString: `${address}?options=${encodeURIComponent(flags)}` });
    const watch = explained(db, async ({ sql, parameters }) => {
      const { rows } = await pool.query(`explain ${sql}`, [...parameters]);
      return rows.map((row) => String(row['QUERY PLAN']));
    });
    await ask(watch.db);
    const plan = (await Promise.all(watch.plans)).flat().join('\n');
    await pool.end();
    await db.destroy();
    for (const index of shared) expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on (images|tasks)/);
    expect(plan).not.toContain('Sort');
  });
}

for (const [name, ask, indexes] of questions) {
  test(`${name}: found by index`, async ({ db, target }) => {
    if (!('sqlite' in target)) throw new Error('not SQLite');
    const { id } = await accepted(db);
    await insertImage(db, newImage({ taskId: id, prompt: 'a lighthouse' }));
    const reader = new DatabaseSync(target.sqlite);
    const watch = explained(db, ({ sql }) => reader.prepare(`explain query plan ${sql}`).all());
    await ask(watch.db);
    reader.close();
    const plan = watch.plans.flat().map(({ detail }) => String(detail)).join('\n');
    for (const index of indexes) expect(plan).toContain(index);
    expect(plan.split('\n').filter((step) => /^SCAN (?!.*(USING|VIRTUAL TABLE)|(turns|circuits)$)/.test(step))).toEqual([]);
    expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY');
  });
}
