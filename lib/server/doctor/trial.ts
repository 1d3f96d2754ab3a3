import 'server-only';
import { AppError } from '@/lib/schema/error';
import { operations } from '@/lib/schema/operation';
import type { Task } from '@/lib/schema/task';
import { connections } from '@/lib/server/connections';
import { modelsOf } from '@/lib/server/offers';
import { acceptOperation, type AcceptOptions } from '@/lib/server/tasks/accept';
import { cheapestTrial } from './trial-choice';

const prompt = 'A small lighthouse on a cliff at dusk, calm sea';

/**
 * Starts one ordinary task of the connection's cheapest model: it costs what it costs, and what it answers is read by
 * the next examination. Throws `not_found`, `unsupported` when nothing makes a picture out of words, and what
 * `acceptOperation` throws.
 */
export async function startTrial(id: string, press: AcceptOptions): Promise<Task> {
  const connection = connections().find((one) => one.id === id);
  if (!connection) throw new AppError('not_found', 'There is no such connection.');
  const choice = cheapestTrial(modelsOf(connection));
  if (!choice) throw new AppError('unsupported', `${connection.label} makes no picture out of words alone.`);
  const { model, renderingSpeed } = choice;
  const input = operations.generate.parse({
    connection: id,
    model: model.id,
    prompt,
    ...(renderingSpeed && { renderingSpeed }),
    ...(model.operations.generate?.magicPrompt && { magicPrompt: 'off' }),
  });
  return acceptOperation('generate', input, press);
}
