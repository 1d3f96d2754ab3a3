import type { StudioRow } from './row';
import { damageRows } from './rows-damage';
import { databaseRows } from './rows-database';
import { deniedRows } from './rows-disk-denied';
import { fullRows } from './rows-disk-full';
import { killRows } from './rows-disk-kills';
import { lowRows } from './rows-disk-low';

export const diskRows: StudioRow[] = [...killRows, ...fullRows, ...lowRows, ...deniedRows, ...databaseRows, ...damageRows];
