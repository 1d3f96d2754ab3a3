import { loadImages } from '@/lib/server/library';
import { imageQuery } from '@/lib/server/queries';
import { fileRoute, methods, reply, route } from '@/lib/server/route';
import { saveUpload } from '@/lib/server/uploads';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query: imageQuery }, ({ query }) => loadImages(query)),
  POST: fileRoute('file', async (file) => {
    const { image, created } = await saveUpload(file, 'file');
    return reply(created ? 201 : 200, { image });
  }),
});
