import 'server-only';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { imageKey } from '@/lib/server/store/files';
import { readAnswer } from '@/lib/server/tasks/answer';

/** What a database names of the file store. */
export type NamedFiles = {
  tasks: number;
  pictures: number;
  /** The SHA-256 of every original, each once; of pictures in the trash too. */
  originals: string[];
  /** Keys of pictures that were paid for and came as bytes, and are not in the library yet. */
  incoming: string[];
  /** Keys of what came and could not be read; whoever has made something of one may delete it. */
  damaged: string[];
};

type Ask = (query: string) => Promise<Record<string, unknown>[]> | Record<string, unknown>[];

async function namedBy(ask: Ask): Promise<NamedFiles> {
  const count = async (table: string) => Number((await ask(`select count(*) as found from ${table}`))[0]?.found ?? 0);
  const originals = (await ask('select distinct sha256 from images')).map(({ sha256 }) => String(sha256));
  const answers = await ask(`select id, answer from tasks where status = 'saving' and answer is not null`);
  const arrived = await ask(
    `select task_id, "index" from images where task_id in (select id from tasks where status = 'saving')`,
  );
  const stored = new Set(arrived.map(({ task_id: task, index }) => `${task} ${index}`));
  const kept = await ask(`select answer from tasks where answer like '${keptPattern}'`);
  return {
    tasks: await count('tasks'),
    pictures: await count('images'),
    originals: originals.filter((sha256) => /^[0-9a-f]{64}$/.test(sha256)),
    incoming: answers.flatMap(({ id, answer }) =>
      incomingOf(String(answer)).flatMap(({ key, index }) => (stored.has(`${id} ${index}`) ? [] : [key])),
    ),
    damaged: kept.flatMap(({ answer }) => damagedOf(String(answer))),
  };
}

/** What `like` finds in an answer that keeps a damaged file. */
export const keptPattern = '%"kept":"damaged/%';

/** The files that an answer keeps because what came could not be read. */
export const damagedOf = (answer: string): string[] =>
  readAnswer(JSON.parse(answer)).outputs.flatMap(({ kept }) => kept ?? []);

/** The files that an answer's pictures are saved from, and the index of each picture. */
export const incomingOf = (answer: string): { key: string; index: number }[] =>
  readAnswer(JSON.parse(answer)).outputs.flatMap(({ source }, index) =>
    source && 'file' in source ? [{ key: source.file, index }] : [],
  );

/** What the rows of a SQLite file name; it is only read. Throws what SQLite throws when it is damaged. */
export async function namedInSqlite(file: string): Promise<NamedFiles> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return await namedBy((query) => database.prepare(query).all());
  } finally {
    database.close();
  }
}

/** What the rows of a PostgreSQL database name at this moment. */
export async function namedInPostgres(address: string): Promise<NamedFiles> {
  const client = new Client({ connectionString: address, application_name: 'atelier backup' });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    return await namedBy(async (query) => (await client.query(query)).rows);
  } finally {
    await client.end();
  }
}

export const derivedKeys = (sha256: string): string[] => [imageKey(sha256, 'thumb'), imageKey(sha256, 'preview')];
