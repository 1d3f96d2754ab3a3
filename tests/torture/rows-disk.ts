import type { StudioRow } from './row';
import { fullRows } from './rows-disk-full';
import { killRows } from './rows-disk-kills';

export const diskRows: StudioRow[] = [...killRows, ...fullRows];
