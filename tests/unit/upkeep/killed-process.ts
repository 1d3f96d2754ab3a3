import { makeBackup } from '@/lib/server/upkeep/backup';
import { restoreBackup } from '@/lib/server/upkeep/restore';

/** Another process that backs up into BACKUP, or restores RESTORE, and says when it begins. */
const { BACKUP = '', RESTORE = '' } = process.env;
console.log('begins');
if (BACKUP !== '') await makeBackup(BACKUP);
if (RESTORE !== '') await restoreBackup(RESTORE, { aside: false });
