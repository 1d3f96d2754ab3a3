import 'server-only';
import { ideogram } from './ideogram';
import { ideogramV3 } from './ideogram-v3';
import { ideogramV4 } from './ideogram-v4';
import { ideogramWeb } from './ideogram-web';
import type { Provider } from './provider';
import { replicate } from './replicate';
import { together } from './together';

/** The registry: one line a dialect. */
export const providers = {
  'ideogram-official': together('Ideogram', {
    'ideogram-v3': ideogramV3,
    'ideogram-v4': ideogramV4,
    ideogram,
  }),
  ideogram,
  'ideogram-v3': ideogramV3,
  'ideogram-v4': ideogramV4,
  'ideogram-web': ideogramWeb,
  replicate,
} satisfies Record<string, Provider>;

/** Who speaks a dialect; undefined for one that nobody does. */
export const provider = (dialect: string): Provider | undefined =>
  (providers as Record<string, Provider>)[dialect];
