import 'server-only';

/** Wakes whoever waits. A ring between looking for work and waiting for it is not missed. */
export type Bell = {
  ring(): void;
  /** How often it rang; read it before looking. */
  rung(): number;
  /** Resolves at the next ring after `heard`, or after `ms`. */
  wait(heard: number, ms: number): Promise<void>;
};

/** A bell that nobody has rung. */
export function bell(): Bell {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    ring: () => {
      count += 1;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    rung: () => count,
    wait: (heard, ms) =>
      new Promise((resolve) => {
        if (count !== heard) return resolve();
        const timer = setTimeout(resolve, ms);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
