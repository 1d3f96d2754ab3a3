import type { StudioRow } from './row';

export const clockRows: StudioRow[] = [];
