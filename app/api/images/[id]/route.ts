import { imagePatch } from '@/lib/schema/image';
import { changeImage, loadImage } from '@/lib/server/library';
import { byId } from '@/lib/server/queries';
import { methods, reply, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params: byId }, ({ params }) => loadImage(params.id)),
  PATCH: route({ params: byId, body: imagePatch }, async ({ params, body }) => ({
    image: await changeImage(params.id, body),
  })),
  DELETE: route({ params: byId }, async ({ params }) => {
    await changeImage(params.id, { deleted: true });
    return reply(204);
  }),
});
