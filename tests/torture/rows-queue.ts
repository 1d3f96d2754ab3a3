import type { StudioRow } from './row';

export const queueRows: StudioRow[] = [];
