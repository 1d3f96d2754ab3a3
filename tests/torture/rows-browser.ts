import type { StudioRow } from './row';

export const browserRows: StudioRow[] = [];
