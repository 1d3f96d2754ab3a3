import { z } from 'zod';
import { taskError } from './error-body';
import { image } from './image';
import { quote } from './model';
import { operation, operationName } from './operation';
import { endStatuses, openStatuses } from './task-status';

export { isOpen, openStatuses, type TaskStatus } from './task-status';
export const taskStatus = z.enum([...openStatuses, ...endStatuses]);

export const charge = z.enum(['none', 'estimated', 'billed', 'withheld', 'unknown']);
export type Charge = z.infer<typeof charge>;

/** A picture that was asked for and is not here, and why. */
export const missingImage = z.object({
  index: z.int(),
  reason: z.enum(['withheld', 'lost', 'corrupt', 'absent']),
  message: z.string(),
});
export type MissingImage = z.infer<typeof missingImage>;

/**
 * One thing asked, its whole life in one row. Money in micro-dollars, times ISO 8601; `progress` 0 to 100 where the
 * provider tells it; `position` 1 is next, `startsIn` the seconds until it is likely sent (null: nobody can say); `width`
 * and `height` are the shape its tiles take before any picture. `expected` is what it was to cost when it was accepted,
 * `usdMicros` and `charge` what is known of that. `person` asked for it, where the studio is told who does. `revision`
 * grows with every change over all tasks. `hidden`: a person put its card away; `settled`: a person has said what an
 * unclear end is to count as; `checkable`: the provider can be asked, for nothing, how an unclear end came out.
 */
export const task = z.object({
  id: z.string(),
  operation: operationName,
  connection: z.string(),
  model: z.string(),
  status: taskStatus,
  input: operation,
  progress: z.number().min(0).max(100).nullable(),
  position: z.int().nullable(),
  startsIn: z.int().nullable(),
  width: z.int(),
  height: z.int(),
  error: taskError.nullable(),
  text: z.string().nullable(),
  images: z.array(image),
  missing: z.array(missingImage),
  expected: quote,
  usdMicros: z.int().nullable(),
  charge,
  sandbox: z.boolean(),
  parentImageId: z.string().nullable(),
  retryOf: z.string().nullable(),
  hidden: z.boolean(),
  settled: z.boolean(),
  checkable: z.boolean(),
  person: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  revision: z.int(),
});
export type Task = z.infer<typeof task>;

/**
 * What the provider answered last when a task ended as `unknown`, as it came but for keys: `body` is at most 64 KB, `cut`
 * when there was more; `type` is its content type.
 */
export const evidence = z.object({
  status: z.int(),
  type: z.string().nullable(),
  body: z.string(),
  cut: z.boolean(),
});
export type Evidence = z.infer<typeof evidence>;

/** One task on its own; `evidence` null when its end is clear, or when no answer came at all. */
export const taskDetail = task.extend({ evidence: evidence.nullable() });
export type TaskDetail = z.infer<typeof taskDetail>;

/** What a person says that an unclear end is to count as: `unknown` keeps it as it is. */
export const settlement = z.strictObject({ charge: charge.extract(['unknown', 'billed', 'none']) });
export type SettlementCharge = z.infer<typeof settlement>['charge'];

/** Puts a task's card away, or back. */
export const taskPatch = z.strictObject({ hidden: z.boolean() });

export const taskReply = z.object({ task });
export const taskDetailReply = z.object({ task: taskDetail });
export const taskPage = z.object({ tasks: z.array(task), next: z.string().nullable() });
export const taskChanges = z.object({ tasks: z.array(task), revision: z.int() });
export type TaskChanges = z.infer<typeof taskChanges>;
