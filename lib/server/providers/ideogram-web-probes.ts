import 'server-only';
import type { ConnectionSettings, Probe } from './provider';
import { offeredBy } from './ideogram-web-cards';
import { webOptions, type WebOperation } from './ideogram-web-templates';

/** A task that nobody submitted: the list comes back empty (shared/upstream/gateways.md B.2). */
const nobodys = { request_id: 'atelier-doctor' };

/**
 * What can be asked of the web task API without money: after a task that nobody submitted, and the paths of the
 * templates that are on by GET. Whether a template's body is right cannot be told without paying.
 */
export function webProbes(connection: ConnectionSettings): Probe[] {
  const { accessToken, templates } = webOptions.parse(connection.options ?? {});
  const base = `${connection.baseUrl}${connection.pathPrefix}`;
  const headers: Record<string, string> = {
    Accept: 'application/json',
    Authorization: `Bearer ${connection.key}`,
    ...(accessToken !== undefined && { 'Access-Token': accessToken }),
  };
  const models = offeredBy(templates);
  return [
    {
      how: 'unpaid',
      about: { key: true },
      request: {
        method: 'POST',
        url: `${base}/api/ideogram/task-request`,
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(nobodys),
      },
    },
    ...Object.entries(templates).flatMap(([name, template]): Probe[] => {
      const operation = name as WebOperation;
      if (!template) return [];
      const offered = models.filter(({ operations }) => operations[operation]).map(({ id }) => id);
      const request: Probe['request'] = { method: 'GET', url: `${base}${template.path}`, headers };
      return [{ how: 'wrong-method', about: { operation, models: offered }, request }];
    }),
  ];
}
