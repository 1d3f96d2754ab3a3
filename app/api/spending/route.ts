import { spendingQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { loadSpending } from '@/lib/server/spending';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query: spendingQuery }, ({ query }) => loadSpending(query)),
});
