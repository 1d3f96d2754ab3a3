import { taskQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { loadTasks } from '@/lib/server/task-reads';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query: taskQuery }, ({ query }) => loadTasks(query)),
});
