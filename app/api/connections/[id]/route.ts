import { connectionPatch } from '@/lib/schema/connection';
import { changeConnection, removeConnection } from '@/lib/server/connection-changes';
import { byId } from '@/lib/server/queries';
import { methods, reply, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({ params: byId, body: connectionPatch }, async ({ params, body }) => ({
    connection: await changeConnection(params.id, body),
  })),
  DELETE: route({ params: byId }, async ({ params }) => {
    await removeConnection(params.id);
    return reply(204);
  }),
});
