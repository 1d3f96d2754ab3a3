import type { StudioRow } from './row';
import { browserRows } from './rows-browser';
import { circuitRows } from './rows-circuit';
import { clockRows } from './rows-clock';
import { diskRows } from './rows-disk';
import { downloadRows } from './rows-downloads';
import { keyRows } from './rows-keys';
import { moneyRows } from './rows-money';
import { processRows } from './rows-processes';
import { queueRows } from './rows-queue';
import { soakRows } from './rows-soak';
import { unclearRows } from './rows-unclear';
import { upkeepRows } from './rows-upkeep';

/** Every row that is played against the studio; what takes longest goes first, so that nothing else waits for it at the end. */
export const rows: StudioRow[] = [
  ...processRows,
  ...diskRows,
  ...soakRows,
  ...browserRows,
  ...circuitRows,
  ...clockRows,
  ...downloadRows,
  ...keyRows,
  ...moneyRows,
  ...queueRows,
  ...unclearRows,
  ...upkeepRows,
];
