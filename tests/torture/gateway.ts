/** A gateway that keeps the ledger, whatever becomes of the studio that asks it. */
export type Gateway = {
  /** What a studio is started with to know it. */
  env: Record<string, string>;
  /** How often each prompt was charged, by its hash. */
  charges(): Map<string, number>;
  /** The hashes of all pictures it gave; null when it does not count them. */
  given(): Set<string> | null;
  close(): Promise<void>;
};
