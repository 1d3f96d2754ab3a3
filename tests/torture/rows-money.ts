import type { StudioRow } from './row';

export const moneyRows: StudioRow[] = [];
