import path from 'node:path';
import { environment, parseEnvironment } from '@/lib/server/env';
import { storePicture } from '@/lib/server/pictures';
import { insertImage } from '@/lib/server/store/images';
import { findTask } from '@/lib/server/store/tasks';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { restoreBackup } from '@/lib/server/upkeep/restore';
import { survey } from '@/lib/server/upkeep/survey';
import { png } from '../../workshop';
import { expect, test } from '../store/engines';
import { accepted, newImage } from '../store/samples';
import { filesUnder } from './studio-folder';

test.use({ engine: 'postgres' });

const on = (env: Record<string, string>): void => {
  for (const name of ['environment', 'files']) Reflect.deleteProperty(globalThis, Symbol.for(`atelier.${name}`));
  Object.assign(environment(), parseEnvironment({ ATELIER_LOG: 'silent', ...env }));
};

test('with PostgreSQL the files are saved and brought back, and the database is left to its own tools', async ({ db, target, folder }) => {
  if (!('postgres' in target)) throw new Error('not PostgreSQL');
  const [here, there] = [path.join(folder, 'here'), path.join(folder, 'there')];
  on({ ATELIER_DATA: here, DATABASE_URL: target.postgres });
  const picture = await storePicture(await png());
  await insertImage(db, newImage(picture));
  const { id } = await accepted(db);
  const backup = await makeBackup(path.join(folder, 'backups'));
  expect(backup).toMatchObject({ database: false, tasks: 1, pictures: 1, files: 3, missing: [] });
  expect(await survey(db, path.join(here, 'files'), Date.now())).toMatchObject({ pictures: 1, files: 3, findings: [] });

  on({ ATELIER_DATA: there });
  await expect(restoreBackup(backup.folder, { aside: false })).rejects.toMatchObject({ message: expect.stringContaining('pg_restore') });
  on({ ATELIER_DATA: there, DATABASE_URL: target.postgres });
  expect(await restoreBackup(backup.folder, { aside: false })).toMatchObject({ unclear: 1 });
  expect(await filesUnder(path.join(there, 'files'))).toEqual(await filesUnder(path.join(here, 'files')));
  expect(await findTask(db, id)).toMatchObject({ status: 'unknown' });
});
