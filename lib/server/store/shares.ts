import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database, ShareTable } from './tables';
import { storable } from './text';
import { advance, inTransaction } from './transaction';

/** A link as stored: only the hash of its token, times in epoch milliseconds. */
export type ShareRow = {
  n: number;
  id: string;
  tokenHash: string;
  title: string | null;
  images: string[];
  showPrompt: boolean;
  download: boolean;
  remix: boolean;
  opened: number;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
};

/** What a link is made with. Made now, under a new id, unless told. */
export type NewShare = Omit<ShareRow, 'n' | 'id' | 'createdAt' | 'opened' | 'revokedAt'> &
  Partial<Pick<ShareRow, 'id' | 'createdAt'>>;

const shareRow = (stored: Selectable<ShareTable>): ShareRow => ({
  ...stored,
  images: JSON.parse(stored.images) as string[],
  showPrompt: stored.showPrompt === 1,
  download: stored.download === 1,
  remix: stored.remix === 1,
});

/** Stores a link that nobody has opened yet. */
export async function insertShare(db: Database, share: NewShare): Promise<ShareRow> {
  return inTransaction(db, async (trx) => {
    const stored = await trx
      .insertInto('shares')
      .values({
        ...share,
        n: await advance(trx, 'n'),
        id: share.id ?? randomUUID(),
        createdAt: share.createdAt ?? Date.now(),
        title: share.title === null ? null : storable(share.title),
        images: JSON.stringify(share.images),
        showPrompt: Number(share.showPrompt),
        download: Number(share.download),
        remix: Number(share.remix),
        opened: 0,
        revokedAt: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return shareRow(stored);
  });
}

/** The link with this token's hash, also when it has expired or was revoked, or null. */
export async function findShareByHash(db: Database, tokenHash: string): Promise<ShareRow | null> {
  const stored = await db
    .selectFrom('shares')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
  return stored ? shareRow(stored) : null;
}

/** Every link, newest first. */
export async function listShares(db: Database): Promise<ShareRow[]> {
  const stored = await db.selectFrom('shares').selectAll().orderBy('n', 'desc').execute();
  return stored.map(shareRow);
}

/** Ends a link at `now`; one that was revoked before keeps its time. Null when there is none. */
export async function revokeShare(db: Database, id: string, now: number): Promise<ShareRow | null> {
  const stored = await db
    .updateTable('shares')
    .set((eb) => ({ revokedAt: eb.fn.coalesce('revokedAt', eb.val(now)) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return stored ? shareRow(stored) : null;
}

/** Counts one more opening of a link. */
export async function countOpen(db: Database, id: string): Promise<void> {
  await db
    .updateTable('shares')
    .set((eb) => ({ opened: eb('opened', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
