import type { StudioRow } from './row';
import { byteRows } from './rows-downloads-bytes';
import { cutRows } from './rows-downloads-cut';
import { linkRows } from './rows-downloads-links';

export const downloadRows: StudioRow[] = [...cutRows, ...byteRows, ...linkRows];
