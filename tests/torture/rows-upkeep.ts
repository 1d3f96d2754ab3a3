import { deleteRows } from './rows-delete';
import { libraryRows } from './rows-library';
import type { StudioRow } from './row';

export const upkeepRows: StudioRow[] = [...libraryRows, ...deleteRows];
