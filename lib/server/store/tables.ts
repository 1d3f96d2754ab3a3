import 'server-only';
import type { Kysely, Transaction } from 'kysely';

/**
 * The columns as both engines keep them: times in epoch milliseconds, money in micro-dollars, truth as 0 or
 * 1, JSON as text. Names are camelCase here and snake_case in the database.
 */
export type TaskTable = {
  n: number;
  id: string;
  idempotencyKey: string | null;
  bodyHash: string;
  operation: string;
  connection: string;
  model: string;
  status: string;
  input: string;
  count: number;
  handle: string | null;
  answer: string | null;
  progress: number | null;
  width: number;
  height: number;
  error: string | null;
  evidence: string | null;
  text: string | null;
  missing: string;
  /** What it was to cost when it was accepted, and on what that rested. */
  expectedMicros: number | null;
  expectedBasis: string;
  usdMicros: number | null;
  charge: string;
  sandbox: number;
  parentImageId: string | null;
  retryOf: string | null;
  hidden: number;
  /** 1 when a person has said what an unclear end counts as. */
  settled: number;
  /** Who asked; '' when the studio is not told. */
  person: string;
  /** 1 when the task has ended and every picture it made is in the trash. */
  trashed: number;
  cancelRequested: number;
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

export type ImageTable = {
  n: number;
  id: string;
  taskId: string | null;
  parentId: string | null;
  index: number;
  operation: string | null;
  connection: string | null;
  model: string | null;
  sandbox: number;
  name: string | null;
  prompt: string | null;
  usedPrompt: string | null;
  /** Prompt, used prompt and name, folded: what search looks in. */
  words: string;
  style: string | null;
  seed: number | null;
  width: number;
  height: number;
  type: string;
  bytes: number;
  color: string;
  placeholder: string;
  sha256: string;
  favourite: number;
  deletedAt: number | null;
  createdAt: number;
};

export type ShareTable = {
  n: number;
  id: string;
  tokenHash: string;
  title: string | null;
  images: string;
  showPrompt: number;
  download: number;
  remix: number;
  opened: number;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
};

/** A cap of the budget; `period` is `day` or `month`. */
export type BudgetTable = { period: string; usdMicros: number };

/**
 * What the workers have learnt of a connection from its own answers. `mark` is of the key and the address that they came
 * from: about another it says nothing. `faults` holds the times of unclear ends in a row, as JSON.
 */
export type CircuitTable = {
  connection: string;
  mark: string;
  state: string;
  error: string | null;
  openedAt: number | null;
  probeAt: number | null;
  coolMs: number;
  faults: string;
  slots: number | null;
  slotsUntil: number | null;
};

/** When a person last had a turn on a connection, by the number of the claim. */
export type TurnTable = { connection: string; person: string; turn: number };

export type CounterTable = { name: string; value: number };

/** SQLite only: the trigram index over `images.words`; its rowid is `images.n`. */
export type ImagesTextTable = { rowid: number; words: string };

export type Tables = {
  counters: CounterTable;
  tasks: TaskTable;
  images: ImageTable;
  shares: ShareTable;
  budget: BudgetTable;
  circuits: CircuitTable;
  turns: TurnTable;
  imagesText: ImagesTextTable;
};

export type Database = Kysely<Tables>;
export type Writing = Transaction<Tables>;
