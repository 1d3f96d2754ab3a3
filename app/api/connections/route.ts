import { connectionRequest } from '@/lib/schema/connection';
import { addConnection } from '@/lib/server/connection-changes';
import { connectionEntries, dialectEntries } from '@/lib/server/connection-view';
import { methods, reply, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async () => ({ connections: await connectionEntries(), dialects: dialectEntries() })),
  POST: route({ body: connectionRequest }, async ({ body }) =>
    reply(201, { connection: await addConnection(body) }),
  ),
});
