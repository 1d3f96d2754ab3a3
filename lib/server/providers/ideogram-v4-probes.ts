import 'server-only';
import type { OperationName } from '@/lib/schema/operation';
import { keyHeaders, keyProbe, versionedPath, wrongMethod } from './ideogram-exchange';
import { ideogramV4Models, type Api } from './ideogram-v4-models';
import type { ConnectionSettings, Probe } from './provider';

const paid: Record<Api, readonly (readonly [model: string, operation: OperationName, path: string])[]> = {
  v1: [
    ['ideogram-v4', 'generate', '/ideogram-v4/generate'],
    ['ideogram-v4', 'remix', '/ideogram-v4/remix'],
    ['ideogram-v4-transparent', 'generate', '/ideogram-v4/generate-transparent'],
    ['ideogram-remove-background', 'remove-background', '/remove-background'],
    ['ideogram-v4-describe', 'describe', '/ideogram-v4/describe'],
  ],
  v2: [
    ['ideogram-4-5', 'generate', '/image/generate/ideogram-4-5'],
    ['ideogram-v4', 'generate', '/image/generate/ideogram-4'],
    ['ideogram-v4', 'remix', '/image/remix/ideogram-4'],
    ['ideogram-v4-transparent', 'generate', '/image/generate/ideogram-4-transparent'],
    ['ideogram-remove-background', 'remove-background', '/image/remove-background/ideogram-1'],
    ['ideogram-v4-describe', 'describe', '/image/describe/ideogram-4'],
  ],
};

/**
 * What can be asked of this dialect without money (shared/upstream/ideogram.md 10.1, 12.2). A dry run prices without
 * running, so it goes only to whoever is known to know it (`quotes`); paid paths are asked by GET, which they lack.
 */
export function probesOf(connection: ConnectionSettings, api: Api, quotes: boolean): Probe[] {
  const ask = (version: Api, [id, operation, path]: (typeof paid)[Api][number]): Probe =>
    wrongMethod(
      connection,
      versionedPath(connection, version, path),
      operation,
      ideogramV4Models.filter((model) => model.id === id),
    );
  const ofKey = api === 'v1' ? [keyProbe(connection)] : [unknownGeneration(connection)];
  return [
    ...(api === 'v2' && quotes ? [dryRun(connection)] : []),
    ...ofKey,
    ...paid[api].map((entry) => ask(api, entry)),
    ask('v1', ['ideogram-v4-magic-prompt', 'magic-prompt', '/ideogram-v4/magic-prompt']),
  ];
}

const dryRun = (connection: ConnectionSettings): Probe => ({
  how: 'dry-run',
  about: { key: true },
  request: {
    method: 'POST',
    url: `${connection.baseUrl}${versionedPath(connection, 'v2', '/image/generate/ideogram-4-5')}?dry_run=true`,
    headers: { ...keyHeaders(connection), 'Content-Type': 'application/json' },
    body: JSON.stringify({ prompt: 'a', quality: 'low', num_images: 1, private: true }),
  },
});

/** Nobody's generation: a good key is told that there is none. */
const unknownGeneration = (connection: ConnectionSettings): Probe => ({
  how: 'unpaid',
  about: { key: true },
  request: {
    method: 'GET',
    url: `${connection.baseUrl}${versionedPath(connection, 'v2', '/generations/atelier-doctor')}`,
    headers: keyHeaders(connection),
  },
});
