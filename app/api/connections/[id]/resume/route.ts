import { resumeConnection } from '@/lib/server/connection-changes';
import { byId } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: byId }, async ({ params }) => ({ connection: await resumeConnection(params.id) })),
});
