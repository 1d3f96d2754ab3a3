import type { Task } from '@/lib/schema/task';
import type { Asked } from './body';

type Fields = Record<string, unknown>;

/** What is left out of a body and what is set to what stands for it anyway are the same. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value as Fields).filter(([, field]) => field !== undefined);
  return fields.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, field]) => [name, written(field)]);
}

const told = (fields: Fields): string => JSON.stringify(written({ ...fields, count: fields['count'] ?? 1 }));

/** Whether a task was asked for with the same operation and the same body as a press would send. */
export const asksSame = ({ input }: Pick<Task, 'input'>, { operation, body }: Asked): boolean =>
  input.operation === operation && told(input) === told({ ...body, operation });
