import 'server-only';
import { ideogram } from './ideogram';
import type { Provider } from './provider';
import { replicate } from './replicate';

/** The registry: one line a dialect. */
export const providers = { ideogram, replicate } satisfies Record<string, Provider>;

export const provider = (dialect: string): Provider | undefined => (providers as Record<string, Provider>)[dialect];
