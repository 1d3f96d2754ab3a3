import 'server-only';
import { AppError } from '@/lib/schema/error';
import { operations, type Operation } from '@/lib/schema/operation';
import type { Task, TaskStatus } from '@/lib/schema/task';
import { database } from '@/lib/server/store/database';
import { findTask } from '@/lib/server/store/tasks';
import { acceptOperation, type AcceptOptions } from './accept';

const retryable = new Set<TaskStatus>(['failed', 'partial', 'canceled', 'unknown']);

/**
 * Asks the same again as a new task that names the old one; it costs what it costs. Only for a task that ended without
 * all its pictures: throws `not_retryable` (409) for others, `not_found`, and what `acceptOperation` throws.
 */
export async function retryTask(
  id: string,
  options: Omit<AcceptOptions, 'retryOf' | 'forbid'> = {},
): Promise<Task> {
  const row = await findTask(await database(), id);
  if (!row) throw new AppError('not_found', 'There is no such task.');
  const forbid = () => {
    if (!retryable.has(row.status)) throw notRetryable(row.status);
  };
  return again(row.input, { ...options, retryOf: row.id, forbid });
}

const notRetryable = (status: TaskStatus): AppError =>
  new AppError(
    'not_retryable',
    `${status === 'succeeded' ? 'It has succeeded.' : 'It has not ended yet.'} ` +
      'Only a task that failed, was canceled or is unclear can be tried again.',
  );

function again(stored: Operation, options: AcceptOptions): Promise<Task> {
  const { operation, ...input } = stored;
  switch (operation) {
    case 'generate':
      return acceptOperation(operation, operations.generate.parse(input), options);
    case 'remix':
      return acceptOperation(operation, operations.remix.parse(input), options);
    case 'upscale':
      return acceptOperation(operation, operations.upscale.parse(input), options);
    case 'reframe':
      return acceptOperation(operation, operations.reframe.parse(input), options);
    case 'replace-background':
      return acceptOperation(operation, operations[operation].parse(input), options);
    case 'remove-background':
      return acceptOperation(operation, operations[operation].parse(input), options);
    case 'describe':
      return acceptOperation(operation, operations.describe.parse(input), options);
    case 'magic-prompt':
      return acceptOperation(operation, operations[operation].parse(input), options);
  }
}
