import { methods, route } from '@/lib/server/route';
import { studioStatus } from '@/lib/server/status';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, studioStatus),
});
