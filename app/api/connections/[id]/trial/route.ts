import { startTrial } from '@/lib/server/doctor/trial';
import { byId } from '@/lib/server/queries';
import { methods, reply, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: byId, paid: true }, async ({ params, press }) => {
    const task = await startTrial(params.id, press);
    return reply(202, { task }, { Location: `/api/tasks/${task.id}` });
  }),
});
