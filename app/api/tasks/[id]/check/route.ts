import { byId } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { checkTask } from '@/lib/server/tasks/check';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: byId }, async ({ params }) => ({ task: await checkTask(params.id) })),
});
