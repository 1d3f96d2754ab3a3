import { freezeRows } from './freezes';
import { killRows } from './kills';
import type { StudioRow } from './row';
import { schemaRows } from './schema-changes';
import { stopRows } from './stops';

export const processRows: StudioRow[] = [...killRows, ...stopRows, ...freezeRows, ...schemaRows];
