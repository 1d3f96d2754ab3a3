import { loadMatches } from '@/lib/server/library';
import { runQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { loadRuns } from '@/lib/server/tasks/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query: runQuery }, ({ query }) =>
    query.q.trim() === '' ? loadRuns(query) : loadMatches(query),
  ),
});
