import 'server-only';
import { ideogram } from './ideogram';
import type { Provider } from './provider';

/** The registry: one line a dialect. */
export const providers = { ideogram } satisfies Record<string, Provider>;

export const provider = (dialect: string): Provider | undefined => (providers as Record<string, Provider>)[dialect];
