import { changesQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { changes } from '@/lib/server/tasks/changes';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query: changesQuery }, ({ query, request }) =>
    changes(query.since, query.wait, request.signal),
  ),
});
