import { checkReady } from '@/lib/server/health';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async () => {
    await checkReady();
    return { status: 'ready' };
  }),
});
