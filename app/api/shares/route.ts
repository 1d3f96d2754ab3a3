import { shareRequest } from '@/lib/schema/share';
import { publicAddress } from '@/lib/server/origin';
import { methods, reply, route } from '@/lib/server/route';
import { createShare, loadShares } from '@/lib/server/shares';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async () => ({ shares: await loadShares() })),
  POST: route({ body: shareRequest }, async ({ body, request }) =>
    reply(201, { share: await createShare(body, publicAddress(request)) }),
  ),
});
