import 'server-only';
import { imageColumns, imageRow, type ImageRow } from './image-row';
import type { Database } from './tables';

/**
 * Every picture whose original has this SHA-256 (hexadecimal), made or uploaded, in the trash or not, newest
 * first.
 */
export async function sameBytes(db: Database, sha256: string): Promise<ImageRow[]> {
  const stored = await db
    .selectFrom('images')
    .select(imageColumns)
    .where('sha256', '=', sha256)
    .orderBy('n', 'desc')
    .execute();
  return stored.map(imageRow);
}
