import 'server-only';
import path from 'node:path';
import { environment } from '@/lib/server/env';

/** A path inside the sandbox's own part of the data folder. */
export const sandboxPath = (...parts: string[]): string =>
  path.join(/* turbopackIgnore: true */ environment().dataFolder, 'sandbox', ...parts);
