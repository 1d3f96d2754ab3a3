import { pollRows } from './polls';
import type { StudioRow } from './row';
import { sequenceRows } from './sequences';
import { slotRows } from './slots';

export const queueRows: StudioRow[] = [...slotRows, ...pollRows, ...sequenceRows];
