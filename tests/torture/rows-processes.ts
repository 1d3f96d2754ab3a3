import type { StudioRow } from './row';

export const processRows: StudioRow[] = [];
