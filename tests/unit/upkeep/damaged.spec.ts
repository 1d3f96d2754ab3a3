import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { storePicture } from '@/lib/server/pictures';
import { WorkerLife } from '../../torture/worker-life';
import { png } from '../../workshop';
import { expect, test } from './studio-folder';

for (const [left, said] of [['', 'it is empty'], [null, 'it is not there']] as const) {
  test(`a database of which is told that ${said} beside its pictures is not taken for a new one`, async ({ shop }) => {
    await storePicture(await png());
    await shop.db.destroy();
    const file = path.join(shop.folder, 'atelier.db');
    if (left === null) await rm(file);
    else await writeFile(file, left);
    const start = WorkerLife.begin({ ATELIER_DATA: shop.folder, ATELIER_LOG: 'silent' });
    expect(await start.over).toEqual({ code: 1, signal: null });
    expect(start.said).toContain(`Atelier cannot start: The database file ${file} is damaged (${said} although there are pictures)`);
    expect((await stat(file).catch(() => null))?.size ?? null).toBe(left?.length ?? null);
  });
}
