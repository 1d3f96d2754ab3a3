import 'server-only';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { TaskError } from '@/lib/schema/error';
import type { Quote } from '@/lib/schema/model';
import type { Operation, OperationName } from '@/lib/schema/operation';
import type { Charge, Evidence, MissingImage, TaskStatus } from '@/lib/schema/task';
import type { Json } from '@/lib/server/providers/provider';
import type { TaskTable } from './tables';
import { storable } from './text';

/**
 * A task as stored. Times in epoch milliseconds, money in micro-dollars. `handle` is what the provider gave
 * to ask again with, `answer` its reply on the way to being saved; `count` the pictures asked for; `hidden`
 * that its card is put away or all its pictures are in the trash; `runAt` when it is due, or until when it is
 * leased; `sends` how often a request set out; `evidence` the last reply of an unclear end; `person` '' when the studio
 * is not told who asks. Once an end is unclear, `runAt` is when it is next looked after.
 */
export type TaskRow = {
  n: number;
  id: string;
  idempotencyKey: string | null;
  bodyHash: string;
  operation: OperationName;
  connection: string;
  model: string;
  status: TaskStatus;
  input: Operation;
  count: number;
  handle: Json | null;
  answer: Json | null;
  progress: number | null;
  width: number;
  height: number;
  error: TaskError | null;
  evidence: Evidence | null;
  text: string | null;
  missing: MissingImage[];
  expectedMicros: number | null;
  expectedBasis: Quote['basis'];
  usdMicros: number | null;
  charge: Charge;
  sandbox: boolean;
  parentImageId: string | null;
  retryOf: string | null;
  hidden: boolean;
  settled: boolean;
  person: string;
  cancelRequested: boolean;
  createdAt: number;
  startedAt: number | null;
  answeredAt: number | null;
  finishedAt: number | null;
  runAt: number;
  leaseOwner: string | null;
  attempt: number;
  sends: number;
  revision: number;
};

/** What a task is accepted with; it starts `queued` and due at once. */
export type NewTask = Pick<
  TaskRow,
  | 'id'
  | 'idempotencyKey'
  | 'bodyHash'
  | 'connection'
  | 'model'
  | 'input'
  | 'width'
  | 'height'
  | 'usdMicros'
  | 'charge'
  | 'sandbox'
  | 'parentImageId'
  | 'retryOf'
  | 'createdAt'
> &
  Partial<Pick<TaskRow, 'operation' | 'person' | 'expectedBasis'>>;

/** What a worker may change while it holds a claim. */
export type TaskPatch = Partial<
  Pick<
    TaskRow,
    | 'status'
    | 'handle'
    | 'answer'
    | 'progress'
    | 'width'
    | 'height'
    | 'error'
    | 'evidence'
    | 'text'
    | 'missing'
    | 'usdMicros'
    | 'charge'
    | 'startedAt'
    | 'answeredAt'
    | 'finishedAt'
    | 'runAt'
    | 'sends'
  >
>;

const visible = [
  'status',
  'progress',
  'width',
  'height',
  'error',
  'text',
  'missing',
  'usdMicros',
  'charge',
  'startedAt',
  'answeredAt',
  'finishedAt',
] as const satisfies (keyof TaskPatch)[];

/** A row as the rest of the server sees it: JSON parsed, 0 and 1 made truth. */
export function taskRow({ trashed, ...stored }: Selectable<TaskTable>): TaskRow {
  return {
    ...stored,
    operation: stored.operation as OperationName,
    status: stored.status as TaskStatus,
    charge: stored.charge as Charge,
    input: JSON.parse(stored.input) as Operation,
    handle: stored.handle === null ? null : (JSON.parse(stored.handle) as Json),
    answer: stored.answer === null ? null : (JSON.parse(stored.answer) as Json),
    error: stored.error === null ? null : (JSON.parse(stored.error) as TaskError),
    evidence: stored.evidence === null ? null : (JSON.parse(stored.evidence) as Evidence),
    missing: JSON.parse(stored.missing) as MissingImage[],
    sandbox: stored.sandbox === 1,
    expectedBasis: stored.expectedBasis as Quote['basis'],
    hidden: stored.hidden === 1 || trashed === 1,
    settled: stored.settled === 1,
    cancelRequested: stored.cancelRequested === 1,
  };
}

/** How many pictures an operation asks for; what it takes of a connection's slots. */
export const countOf = (input: Operation): number => ('count' in input ? input.count : 1);

/** A new task's columns; `n` and `revision` come from the counters. */
export const insertedTask = (task: NewTask, n: number, revision: number): Insertable<TaskTable> => ({
  ...task,
  n,
  operation: task.operation ?? task.input.operation,
  person: task.person ?? '',
  expectedMicros: task.usdMicros,
  expectedBasis: task.expectedBasis ?? (task.usdMicros === null ? 'unknown' : 'estimated'),
  status: 'queued',
  input: JSON.stringify(task.input),
  count: countOf(task.input),
  handle: null,
  answer: null,
  progress: null,
  error: null,
  evidence: null,
  text: null,
  missing: '[]',
  sandbox: Number(task.sandbox),
  hidden: 0,
  settled: 0,
  trashed: 0,
  cancelRequested: 0,
  startedAt: null,
  answeredAt: null,
  finishedAt: null,
  runAt: task.createdAt,
  leaseOwner: null,
  attempt: 0,
  sends: 0,
  revision,
});

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** A patch as columns; what it leaves out stays as it is. */
export function patchedColumns({
  handle,
  answer,
  error,
  evidence,
  missing,
  text,
  ...plain
}: TaskPatch): Updateable<TaskTable> {
  const columns: Updateable<TaskTable> = {
    ...plain,
    ...(handle !== undefined && { handle: json(handle) }),
    ...(answer !== undefined && { answer: json(answer) }),
    ...(error !== undefined && { error: json(error) }),
    ...(evidence !== undefined && { evidence: json(evidence) }),
    ...(missing !== undefined && { missing: JSON.stringify(missing) }),
    ...(text !== undefined && { text: text === null ? null : storable(text) }),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** Whether a person would see a difference. */
export const changesView = (before: Selectable<TaskTable>, columns: Updateable<TaskTable>): boolean =>
  visible.some((name) => columns[name] !== undefined && columns[name] !== before[name]);
