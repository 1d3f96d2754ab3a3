import type { StudioRow } from './row';

export const keyRows: StudioRow[] = [];
