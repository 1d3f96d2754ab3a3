import { byId } from '@/lib/server/queries';
import { methods, reply, route } from '@/lib/server/route';
import { endShare } from '@/lib/server/shares';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({ params: byId }, async ({ params }) => {
    await endShare(params.id);
    return reply(204);
  }),
});
