import { z } from 'zod';
import { operationName, operations, type Inputs, type OperationName } from '@/lib/schema/operation';
import { methods, reply, route } from '@/lib/server/route';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { saveUpload } from '@/lib/server/uploads';

const params = z.object({ operation: operationName });
const inputOf = ({ operation }: { operation: OperationName }): z.ZodType<Inputs[OperationName]> =>
  operations[operation];

/** Every operation goes through this door: an entry in the union is all that a new one needs. */
const start = route(
  { params, body: inputOf, file: 'image', paid: true },
  async ({ params, body, file, key }) => {
    const input = file ? { ...body, image: (await saveUpload(file, 'image')).image.id } : body;
    const task = await acceptOperation(params.operation, input, { idempotencyKey: key });
    return reply(202, { task }, { Location: `/api/tasks/${task.id}` });
  },
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: start }, params);
