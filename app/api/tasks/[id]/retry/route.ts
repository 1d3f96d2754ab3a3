import { byId } from '@/lib/server/queries';
import { methods, reply, route } from '@/lib/server/route';
import { retryTask } from '@/lib/server/tasks/retry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: byId, paid: true }, async ({ params, press }) => {
    const task = await retryTask(params.id, press);
    return reply(202, { task }, { Location: `/api/tasks/${task.id}` });
  }),
});
