import type { StudioRow } from './row';
import { byteRows } from './rows-downloads-bytes';
import { cutRows } from './rows-downloads-cut';
import { downtimeRows } from './rows-downloads-downtime';
import { linkRows } from './rows-downloads-links';
import { sizeRows } from './rows-downloads-size';

export const downloadRows: StudioRow[] = [...cutRows, ...byteRows, ...linkRows, ...downtimeRows, ...sizeRows];
