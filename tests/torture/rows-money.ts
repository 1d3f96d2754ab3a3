import { busyRows } from './rows-busy';
import type { StudioRow } from './row';

export const moneyRows: StudioRow[] = [...busyRows];
