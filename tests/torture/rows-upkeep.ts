import type { StudioRow } from './row';

export const upkeepRows: StudioRow[] = [];
