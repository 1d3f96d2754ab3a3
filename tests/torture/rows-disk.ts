import type { StudioRow } from './row';

export const diskRows: StudioRow[] = [];
