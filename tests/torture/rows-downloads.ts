import type { StudioRow } from './row';

export const downloadRows: StudioRow[] = [];
