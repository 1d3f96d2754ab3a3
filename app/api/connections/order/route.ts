import { connectionOrder } from '@/lib/schema/connection';
import { orderConnections } from '@/lib/server/connection-changes';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route({ body: connectionOrder }, async ({ body }) => ({ connections: await orderConnections(body.ids) })),
});
