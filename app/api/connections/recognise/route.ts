import { addressRequest } from '@/lib/schema/connection';
import { recognise } from '@/lib/server/recognise';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ body: addressRequest }, ({ body }) => recognise(body.baseUrl)),
});
