import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { recoverTasks } from '@/lib/server/store/claims';
import { openDatabase, type Target } from '@/lib/server/store/database';
import { ownerName } from '@/lib/server/store/owner';
import { findTask, listTasks } from '@/lib/server/store/tasks';
import { expect, onEveryEngine, test } from './engines';
import { accepted } from './samples';

type Line = { claimed?: string; attempt?: number; inFlight?: number; lost?: string; accepted?: boolean; sending?: string };

const here = path.resolve('tests/unit/store');

function start(target: Target, job: 'accept' | 'drain' | 'hang') {
  const loader = path.join(here, 'source-loader.ts');
  const child = spawn(
    process.execPath,
    ['--import', loader, path.join(here, 'worker-process.ts'), JSON.stringify(target), job],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return { child, lines: createInterface(child.stdout), exited: once(child, 'exit') };
}

async function run(target: Target, job: 'accept' | 'drain'): Promise<Line[]> {
  const { lines, exited } = start(target, job);
  const said: Line[] = [];
  for await (const line of lines) said.push(JSON.parse(line) as Line);
  expect(await exited).toEqual([0, null]);
  return said;
}

onEveryEngine(() => {
  test('four processes may make the same database at once', async ({ target }) => {
    const said = await Promise.all(Array.from({ length: 4 }, () => run(target, 'accept')));
    expect(said.flat()).toEqual(Array.from({ length: 4 }, () => ({ accepted: true })));
    const db = await openDatabase(target);
    const { tasks } = await listTasks(db, { limit: 10 });
    expect(tasks.map(({ n, revision }) => [n, revision])).toEqual([[7, 4], [5, 3], [3, 2], [1, 1]]);
    await db.destroy();
  });

  test('two processes claim each of 200 tasks once, at most ten in flight together', async ({ target, db }) => {
    const ids: string[] = [];
    for (let index = 0; index < 200; index += 1) ids.push((await accepted(db)).id);
    const both = await Promise.all([run(target, 'drain'), run(target, 'drain')]);
    const said = both.flat();
    const claims = said.flatMap(({ claimed }) => claimed ?? []);
    expect(claims).toHaveLength(200);
    expect(new Set(claims)).toEqual(new Set(ids));
    expect(said.filter(({ lost }) => lost !== undefined)).toEqual([]);
    expect(Math.max(...said.map(({ inFlight }) => inFlight ?? 0))).toBeLessThanOrEqual(10);
    const { tasks } = await listTasks(db, { limit: 500 });
    expect(tasks.filter(({ status, attempt }) => status === 'succeeded' && attempt === 1)).toHaveLength(200);
  });

  test('what a killed process was sending is unknown as soon as anyone looks', async ({ target, db }) => {
    const task = await accepted(db);
    const { child, lines, exited } = start(target, 'hang');
    const [line] = (await once(lines, 'line')) as [string];
    expect((JSON.parse(line) as Line).sending).toBe(task.id);
    expect(await recoverTasks(db, ownerName(), Date.now())).toEqual([]);
    child.kill('SIGKILL');
    await exited;
    expect((await recoverTasks(db, ownerName(), Date.now())).map(({ id }) => id)).toEqual([task.id]);
    expect(await findTask(db, task.id)).toMatchObject({ status: 'unknown', charge: 'unknown' });
  });
});
