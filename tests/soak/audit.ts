import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from '@playwright/test';
import type { SpendingFigures } from '@/lib/schema/spending';
import type { Task } from '@/lib/schema/task';
import { damagedOf } from '@/lib/server/upkeep/named-files';
import { imageKey } from '@/lib/server/store/files';
import { sha256 } from '../sha256';
import { canary, prices, type SoakGateway } from './gateway';
import { endOf, type Job } from './mix';

/** The promises of quality/reliability.md b3, I1 to I6. Each audit expects its part and returns it in words. */

/** What a studio says of itself through its API. */
export type Told = { tasks: Task[]; spending: SpendingFigures };

const intentOf = ({ input }: Task): string => ('prompt' in input ? (input.prompt?.split(' ')[0] ?? '') : '');

/** I1 and I2: nobody was charged twice, every charge is shown, and every job ended as its fault has it. */
export function auditEnds(jobs: readonly Job[], gateway: SoakGateway, { tasks }: Told): string {
  const byIntent = Map.groupBy(tasks, intentOf);
  // One comparison for all jobs: as many as there are would take longer than the soak.
  const found = jobs.map((job) => {
    const shown = (byIntent.get(job.intent) ?? []).map(({ status, charge, hidden, images }) => [status, charge, hidden, images.length]);
    return { job, charges: gateway.charges.get(job.intent) ?? 0, posts: gateway.postsOf(job), shown };
  });
  const wanted = jobs.map((job) => {
    const { status, charge, stored } = endOf(job);
    return { job, charges: 1, posts: job.fault === 'busy' ? 2 : 1, shown: [[status, charge, false, Number(stored)]] };
  });
  expect(wrong(found, wanted), 'jobs that were charged twice, are not shown or ended otherwise').toEqual([]);
  expect(gateway.charges.size, 'intents that were charged').toBe(jobs.length);
  expect(gateway.posts, 'paid POSTs').toBe(wanted.reduce((sum, { posts }) => sum + posts, 0));
  const ends = Map.groupBy(jobs, (job) => endOf(job).status);
  const told = [...ends].map(([status, { length }]) => `${status} ${length}`).join(', ');
  return `charges ${gateway.charges.size} of ${jobs.length}, each once and shown (${told})`;
}

const wrong = <T>(found: readonly T[], wanted: readonly T[]): { found: T; wanted: T | undefined }[] =>
  found.flatMap((one, at) => (JSON.stringify(one) === JSON.stringify(wanted[at]) ? [] : [{ found: one, wanted: wanted[at] }]));

/** I5: what is spent and reserved is the ledger times its prices. */
export function auditMoney(jobs: readonly Job[], gateway: SoakGateway, { spending }: Told): string {
  const owed = jobs.reduce((sum, { intent, lane }) => sum + (gateway.charges.get(intent) ?? 0) * prices[lane], 0);
  const { billed, withheld, unknown, reserved, unpriced } = spending;
  expect(billed + withheld + unknown + reserved, 'spent and reserved, in micro-dollars').toBe(owed);
  expect({ reserved, unpriced }, 'although nothing is open').toEqual({ reserved: 0, unpriced: 0 });
  return `spent and reserved $${(owed / 1_000_000).toFixed(2)} as in the ledger`;
}

const tables = ['tasks', 'images', 'shares', 'budget', 'counters'] as const;
export type RowCounts = Record<(typeof tables)[number], number>;

/** I3, I4 and I6 on the data folder of a studio that has ended; `rows` were in it at its start. */
export function auditFolder(
  dataFolder: string,
  jobs: readonly Job[],
  gateway: SoakGateway,
  { log, rows }: { log: string; rows: RowCounts },
): string {
  const stored = jobs.filter((job) => endOf(job).stored);
  expect(rowCounts(dataFolder), 'rows').toEqual({ ...rows, tasks: rows.tasks + jobs.length, images: rows.images + stored.length });
  const { hashes, damaged, canaries } = readDatabase(dataFolder);
  const served = stored.map(({ intent }) => gateway.served.get(intent) ?? `nothing for ${intent}`);
  expect(onlyIn(hashes, served), 'pictures that were not served, and served ones that are no pictures').toEqual([]);
  const files = globSync('**/*', { cwd: dataFolder }).filter((file) => statSync(path.join(dataFolder, file)).isFile());
  const kept = files.filter((file) => file.startsWith('files'));
  const named = hashes.flatMap((hash) => (['original', 'thumb', 'preview'] as const).map((size) => path.join('files', imageKey(hash, size))));
  named.push(...damaged.map((key) => path.join('files', key)));
  expect(onlyIn(kept, named), 'orphans, and files that rows name and are not there').toEqual([]);
  expect(files.filter((file) => file.endsWith('.tmp')), 'half-written files').toEqual([]);
  const read = files.map((file) => ({ file, bytes: readFileSync(path.join(dataFolder, file)) }));
  const changed = read.filter(({ file, bytes }) => file.startsWith(path.join('files', 'originals')) && sha256(bytes) !== path.basename(file));
  expect(changed.map(({ file }) => file), 'originals with other bytes').toEqual([]);
  const leaks = [...read.filter(({ bytes }) => bytes.includes(canary)).map(({ file }) => file), ...canaries];
  if (log.includes(canary)) leaks.push('log');
  expect(leaks, 'where the key is').toEqual([]);
  return `files ${kept.length} of ${hashes.length} pictures as served, orphans 0, half-written 0, keys told 0`;
}

/** What only one of two lists has. */
const onlyIn = (one: readonly string[], other: readonly string[]): string[] => [...new Set(one).symmetricDifference(new Set(other))];

function readDatabase(dataFolder: string): { hashes: string[]; damaged: string[]; canaries: string[] } {
  return withDatabase(dataFolder, (database) => ({
    hashes: database.prepare('select sha256 from images').all().map(({ sha256 }) => String(sha256)),
    damaged: database.prepare('select answer from tasks where answer is not null').all().flatMap(({ answer }) => damagedOf(String(answer))),
    // Row by row: a value that lies on several pages is not found in the file.
    canaries: tables.filter((table) =>
      database.prepare(`select * from ${table}`).iterate().some((row) => Object.values(row).some((value) => String(value).includes(canary))),
    ),
  }));
}

/** How many rows each table has. */
export const rowCounts = (dataFolder: string): RowCounts =>
  withDatabase(dataFolder, (database) => {
    const count = (table: string): number => Number(database.prepare(`select count(*) as found from ${table}`).get()?.found);
    return { tasks: count('tasks'), images: count('images'), shares: count('shares'), budget: count('budget'), counters: count('counters') };
  });

function withDatabase<T>(dataFolder: string, read: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(dataFolder, 'atelier.db'), { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
