import type { StudioRow } from './row';

export const circuitRows: StudioRow[] = [];
