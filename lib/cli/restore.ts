import { command, counted } from './command.ts';

/**
 * `npm run restore -- [--aside] folder`: brings a backup back into an empty data folder, or with `--aside` moves what is
 * there into a folder beside. Ends with 0 when it is done, 1 when nothing was done.
 */
await command(async (words) => {
  const aside = words.includes('--aside');
  const [folder, ...more] = words.filter((word) => word !== '--aside');
  const { environment } = await import('@/lib/server/env');
  const { knownBackups, shellPath } = await import('@/lib/server/upkeep/known-backups');
  if (folder === undefined || more.length > 0 || folder.startsWith('-')) {
    const known = knownBackups(environment().dataFolder).map((one) => `\n  ${one.madeAt}  ${shellPath(one.folder)}`);
    throw new Error(
      `Say which backup: npm run restore -- folder${known.length > 0 ? `\nThose known:${known.join('')}` : ''}`,
    );
  }
  const { restoreBackup } = await import('@/lib/server/upkeep/restore');
  const back = await restoreBackup(folder, { aside });
  const { manifest } = back;
  console.log(
    `Brought back into ${back.dataFolder}: ${counted(manifest.tasks, 'task')} and ` +
      `${counted(manifest.pictures, 'picture')} of ${manifest.madeAt}.`,
  );
  if (back.aside !== null) console.log(`What was there before is in ${back.aside}`);
  if (back.unclear > 0) {
    console.log(
      `${counted(back.unclear, 'paid task was', 'paid tasks were')} waiting to be sent then and may have been sent ` +
        'since: shown as unclear, and not sent again.',
    );
  }
  if (manifest.missing.length > 0)
    console.log(`${counted(manifest.missing.length, 'file')} had been missing: npm run doctor tells which.`);
  return 0;
});
