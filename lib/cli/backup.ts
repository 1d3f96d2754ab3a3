import { command, counted, written } from './command.ts';

/**
 * `npm run backup [-- folder]`: a copy of the library in a new folder inside `folder`, while the studio runs or not.
 * Ends with 0 when all of it is there, 2 when files were missing in the studio already, 1 when there is no backup.
 */
await command(async ([place, ...more]) => {
  if (more.length > 0 || place?.startsWith('-')) throw new Error('It takes one folder: npm run backup -- /mnt/backups');
  const { makeBackup } = await import('@/lib/server/upkeep/backup');
  const { shellPath } = await import('@/lib/server/upkeep/known-backups');
  const made = await makeBackup(place);
  console.log(`Backup made: ${made.folder}`);
  const linked = made.linked > 0 ? `, ${counted(made.linked, 'file')} of them without taking room` : '';
  console.log(
    `${counted(made.tasks, 'task')}, ${counted(made.pictures, 'picture')}, ${counted(made.files, 'file')}, ` +
      `${written(made.bytes)}${linked}.`,
  );
  if (!made.database) console.log('The database is PostgreSQL: take it with pg_dump, before this copy of the files.');
  console.log(`To bring it back: npm run restore -- ${shellPath(made.folder)}`);
  if (made.missing.length === 0) return 0;
  const named = made.missing.slice(0, 5).join(', ');
  console.log(
    `${counted(made.missing.length, 'file is', 'files are')} missing or damaged in the studio, so not in the backup ` +
      `(${named}${made.missing.length > 5 ? ', …' : ''}): npm run doctor tells more.`,
  );
  return 2;
});
