import 'server-only';
import type { ConnectionSettings, Probe } from './provider';
import { replicateModels } from './replicate-models';

/**
 * What can be asked of predictions without money: a prediction that nobody made, which only a good key is told is not
 * there, and the paid path by GET, which it does not have. The path names any model, so it tells of all of them; what
 * the official host sells is asked one by one (shared/upstream/gateways.md C.1, C.5).
 */
export function replicateProbes({ baseUrl, pathPrefix, key }: ConnectionSettings): Probe[] {
  const get = (path: string): Probe['request'] => ({
    method: 'GET',
    url: `${baseUrl}${pathPrefix}/v1${path}`,
    headers: { Accept: 'application/json', Authorization: `Bearer ${key}` },
  });
  const official = new URL(baseUrl).hostname === 'api.replicate.com';
  const [first] = replicateModels;
  return [
    ...(official ? [{ how: 'unpaid', about: { key: true }, request: get('/account') } satisfies Probe] : []),
    { how: 'unpaid', about: { key: true }, request: get('/predictions/atelier-doctor') },
    ...(official
      ? replicateModels.map(({ id }): Probe => ({
          how: 'unpaid',
          about: { operation: 'generate', models: [id] },
          request: get(`/models/ideogram-ai/${id}`),
        }))
      : [
          {
            how: 'wrong-method',
            about: { operation: 'generate', models: replicateModels.map(({ id }) => id) },
            request: get(`/models/ideogram-ai/${first?.id ?? ''}/predictions`),
          } satisfies Probe,
        ]),
  ];
}
