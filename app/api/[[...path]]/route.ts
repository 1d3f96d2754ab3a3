import { z } from 'zod';
import { methods } from '@/lib/server/route';

/** An address that nothing else took: 404 in the error shape whatever the method. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({}, z.never());
