import { imageFile } from '@/lib/server/image-file';
import { byId, fileQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params: byId, query: fileQuery }, ({ params, query, request }) =>
    imageFile(params.id, query, request.headers.get('if-none-match')),
  ),
});
