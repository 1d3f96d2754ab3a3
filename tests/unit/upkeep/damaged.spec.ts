import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { storePicture } from '@/lib/server/pictures';
import { WorkerLife } from '../../torture/worker-life';
import { png } from '../../workshop';
import { expect, test } from './studio-folder';

test('a database that was cut to nothing beside its pictures is not taken for a new one', async ({ shop }) => {
  await storePicture(await png());
  await shop.db.destroy();
  const file = path.join(shop.folder, 'atelier.db');
  await writeFile(file, '');
  const start = WorkerLife.begin({ ATELIER_DATA: shop.folder, ATELIER_LOG: 'silent' });
  expect(await start.over).toEqual({ code: 1, signal: null });
  expect(start.said).toMatch(/^Atelier cannot start: The database file .+ is damaged \(it is empty/);
  expect((await stat(file)).size).toBe(0);
});
