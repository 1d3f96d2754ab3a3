import { z } from 'zod';
import { operationName, operations, type Inputs, type OperationName } from '@/lib/schema/operation';
import { operationFiles, storedFiles } from '@/lib/server/operation-files';
import { methods, reply, route } from '@/lib/server/route';
import { acceptOperation } from '@/lib/server/tasks/accept';

const params = z.object({ operation: operationName });
const inputOf = ({ operation }: { operation: OperationName }): z.ZodType<Inputs[OperationName]> =>
  operations[operation];

/** Every operation goes through this door: an entry in the union is all that a new one needs. */
const start = route(
  { params, body: inputOf, files: operationFiles, paid: true },
  async ({ params, body, files, press }) => {
    const input = { ...body, ...(await storedFiles(files)) };
    const task = await acceptOperation(params.operation, input, press);
    return reply(202, { task }, { Location: `/api/tasks/${task.id}` });
  },
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: start }, params);
