import { taskPatch } from '@/lib/schema/task';
import { byId, waitQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { setHidden, settledTask } from '@/lib/server/task-reads';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params: byId, query: waitQuery }, async ({ params, query, request }) => ({
    task: await settledTask(params.id, query.wait, request.signal),
  })),
  PATCH: route({ params: byId, body: taskPatch }, async ({ params, body }) => ({
    task: await setHidden(params.id, body.hidden),
  })),
});
