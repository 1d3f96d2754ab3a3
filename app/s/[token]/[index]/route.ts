import { byToken, fileQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { sharedFile } from '@/lib/server/share-files';

const file = route({ params: byToken, query: fileQuery, open: true }, ({ params, query }) =>
  sharedFile(params.token, params.index, query),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: file }, byToken);
