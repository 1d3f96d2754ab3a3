import { examineRequest } from '@/lib/schema/connection';
import { examineConnection } from '@/lib/server/doctor/examine';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ body: examineRequest }, async ({ body }) => ({ report: await examineConnection(body) })),
});
