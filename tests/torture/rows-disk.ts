import type { StudioRow } from './row';
import { killRows } from './rows-disk-kills';

export const diskRows: StudioRow[] = [...killRows];
