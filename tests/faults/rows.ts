import type { Row } from './row';
import { adapterRows } from './rows-adapters';
import { bodyRows } from './rows-bodies';
import { paidRows } from './rows-paid';
import { pictureRows } from './rows-pictures';
import { processRows } from './rows-processes';
import { taskRows } from './rows-tasks';

/** Every row that is played against each provider. */
export const rows: Row[] = [...paidRows, ...bodyRows, ...adapterRows, ...pictureRows, ...taskRows, ...processRows];
