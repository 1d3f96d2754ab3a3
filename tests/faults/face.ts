/** A picture in a reply; without a link it is held back. */
export type Shown = { id: string; url: string | null };

/**
 * What the fault run has to know of a dialect: who speaks it, how it is set up, and the few bodies that a gateway of it
 * answers. One entry in `faces.ts` puts a provider through every row.
 */
export type Face = {
  /** As the table names it. */
  name: string;
  /** The registry's key. */
  dialect: string;
  /** The model that is asked to generate. */
  model: string;
  /** What stands in its connection beside id, address and key. */
  connection: Record<string, unknown>;
  /** The most pictures of one request. */
  most: number;
  /** What becomes of a picture that the vendor holds back; null where the dialect cannot say so of one picture. */
  unsafe: 'withheld' | 'absent' | null;
  /** `METHOD path` of a question after a task; null for a dialect that answers at once. */
  polls: RegExp | null;
  /** The reply that takes a task on. */
  taken(job: string): unknown;
  /** A task on its way, as the n-th question finds it. `word` is the status where the dialect has one. */
  running(job: string, word: string, percent: number): unknown;
  /** Every picture of a finished task. */
  done(job: string, shown: Shown[]): unknown;
  /** `METHOD path` of the list of what was begun, and its body; left out where the dialect has none. */
  list?: { path: RegExp; of(begun: { job: string; prompt: string; at: Date }[]): unknown };
  /** What is answered, with 200, about a task that nobody knows; left out where that is a 404. */
  gone?: () => unknown;
};
