import { command, counted, written } from './command.ts';

const names = {
  missing: 'Original is missing',
  changed: 'Original was changed',
  derived: 'Thumb or preview is missing or damaged',
  incoming: 'Paid picture waiting to be saved is gone',
  orphan: 'No picture has this file',
  leftover: 'Half-written file',
};
const shownOfEach = 100;

/**
 * `npm run doctor [-- --repair]`: reads every file of the library, while the studio runs or not, and says what is wrong.
 * Only `--repair` changes anything. Ends with 0 when nothing is wrong (any more), else with 1.
 */
await command(async (words) => {
  const wanted = words.includes('--repair');
  if (words.some((word) => word !== '--repair')) throw new Error('It takes nothing but --repair: npm run doctor -- --repair');
  const { environment } = await import('@/lib/server/env');
  const { database } = await import('@/lib/server/store/database');
  const { storeFolder } = await import('@/lib/server/store/files');
  const { demandSqlite } = await import('@/lib/server/upkeep/snapshot');
  const { databaseName } = await import('@/lib/server/upkeep/manifest');
  const { survey, troubles } = await import('@/lib/server/upkeep/survey');
  const { repair } = await import('@/lib/server/upkeep/repair');
  const { dataFolder, DATABASE_URL } = environment();
  const folder = storeFolder();
  if (!DATABASE_URL) demandSqlite(`${dataFolder}/${databaseName}`);
  const db = await database();
  try {
    const { pictures, files, bytes, findings } = await survey(db, folder, Date.now());
    const mended = wanted ? await repair({ db, dataFolder, folder }, findings) : new Set();
    console.log(`Looked at ${counted(pictures, 'picture')} and ${counted(files, 'file')}, ${written(bytes)}, in ${dataFolder}\n`);
    console.log(`${''.padEnd(42)}   found${wanted ? '  repaired' : ''}`);
    for (const trouble of troubles) {
      const found = findings.filter((one) => one.trouble === trouble);
      const done = String(found.filter((one) => mended.has(one)).length).padStart(10);
      console.log(`${names[trouble].padEnd(42)}${String(found.length).padStart(8)}${wanted ? done : ''}`);
    }
    for (const trouble of troubles) {
      const found = findings.filter((one) => one.trouble === trouble);
      if (found.length > 0) console.log(`\n${names[trouble]}:`);
      for (const one of found.slice(0, shownOfEach)) {
        const of = one.ids.length > 0 ? `  (${one.ids.join(', ')})` : '';
        console.log(`  ${mended.has(one) ? 'repaired  ' : ''}${one.key}${of}`);
      }
      if (found.length > shownOfEach) console.log(`  … and ${counted(found.length - shownOfEach, 'more', 'more')}`);
    }
    const left = findings.length - mended.size;
    console.log(left === 0 ? '\nAll is well.' : `\n${advice(left, wanted)}`);
    return left === 0 ? 0 : 1;
  } finally {
    await db.destroy();
  }
});

const advice = (left: number, repaired: boolean): string =>
  repaired
    ? `${counted(left, 'thing is', 'things are')} left: an original comes back only from a backup that has it.`
    : `${counted(left, 'thing is', 'things are')} wrong: npm run doctor -- --repair mends what can be mended safely.`;
