import { z } from 'zod';
import { operationName, operations, type Inputs, type OperationName } from '@/lib/schema/operation';
import { parse } from '@/lib/server/faults';
import { methods, route } from '@/lib/server/route';
import { quoteOperation } from '@/lib/server/tasks/quote';

const body = z.looseObject({ operation: operationName });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ body }, ({ body: { operation, ...rest } }) => {
    const schema: z.ZodType<Inputs[OperationName]> = operations[operation];
    return quoteOperation(operation, parse(schema, rest, 'body'));
  }),
});
