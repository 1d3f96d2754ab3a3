import { pollRows } from './polls';
import type { StudioRow } from './row';
import { slotRows } from './slots';

export const queueRows: StudioRow[] = [...slotRows, ...pollRows];
