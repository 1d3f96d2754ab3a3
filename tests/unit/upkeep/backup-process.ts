import { makeBackup } from '@/lib/server/upkeep/backup';

/** Another process that makes TIMES backups of ATELIER_DATA in PLACE, one after the other. */
const { PLACE = '', TIMES = '1' } = process.env;
for (let made = 0; made < Number(TIMES); made++) await makeBackup(PLACE);
