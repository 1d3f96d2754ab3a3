import { byId } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { cancelTask } from '@/lib/server/tasks/cancel';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: byId }, async ({ params }) => ({ task: await cancelTask(params.id) })),
});
