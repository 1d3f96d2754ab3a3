import { settlement } from '@/lib/schema/task';
import { byId } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { settleTask } from '@/lib/server/tasks/check';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: byId, body: settlement }, async ({ params, body }) => ({
    task: await settleTask(params.id, body.charge),
  })),
});
