import type { StudioRow } from './row';

export const soakRows: StudioRow[] = [];
