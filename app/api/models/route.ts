import { formerConnections, publicConnections } from '@/lib/server/offers';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, () => ({ connections: publicConnections(), former: formerConnections() })),
});
