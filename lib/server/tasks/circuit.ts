import 'server-only';
import type { TaskError } from '@/lib/schema/error-body';

/**
 * What the workers have learnt of a connection: `open` sends nothing, `careful` one task at a time until an answer is
 * clear. `probeAt` (epoch ms) is when its upstream is asked, for nothing, whether it is well; null while a person has to
 * act first. `faults` are the times of unclear ends in a row; `slots` is what the upstream said may be in flight, until
 * `slotsUntil`.
 */
export type Circuit = {
  state: 'closed' | 'careful' | 'open';
  error: TaskError | null;
  openedAt: number | null;
  probeAt: number | null;
  coolMs: number;
  faults: number[];
  slots: number | null;
  slotsUntil: number | null;
};

export const closedCircuit: Circuit = {
  state: 'closed',
  error: null,
  openedAt: null,
  probeAt: null,
  coolMs: 0,
  faults: [],
  slots: null,
  slotsUntil: null,
};

/**
 * When unclear ends stop a connection: so many in a row within so long; `coolMs` is the first pause. An upstream that hangs
 * ends a request in three minutes, and tasks of many pictures go one at a time: five of those have to fit in.
 */
export type CircuitRules = { faults: number; withinMs: number; coolMs: number };
export const usualRules: CircuitRules = { faults: 5, withinMs: 20 * 60_000, coolMs: 30_000 };

const longestCoolMs = 10 * 60_000;
const loweredMs = 15 * 60_000;

/** An answer that leaves no doubt, whatever it says: the upstream works. */
export const afterClear = (circuit: Circuit): Circuit =>
  circuit.state === 'open' || (circuit.state === 'closed' && circuit.faults.length === 0)
    ? circuit
    : { ...circuit, state: 'closed', coolMs: 0, faults: [] };

/** The key was refused, or there is no credit: until a person has acted, every further request would be refused too. */
export const afterRefusal = (circuit: Circuit, error: TaskError, now: number): Circuit => ({
  ...circuit,
  state: 'open',
  error,
  openedAt: now,
  probeAt: null,
  faults: [],
});

/** An end of which nobody knows whether it was charged: several in a row, or one while careful, and no more is risked. */
export function afterUnclear(circuit: Circuit, now: number, rules: CircuitRules): Circuit {
  if (circuit.state === 'open') return circuit;
  const faults = [...circuit.faults.filter((at) => now - at <= rules.withinMs), now];
  if (circuit.state === 'closed' && faults.length < rules.faults) return { ...circuit, faults };
  const coolMs = circuit.coolMs === 0 ? rules.coolMs : Math.min(longestCoolMs, circuit.coolMs * 2);
  const told = faults.length > 1 ? `${faults.length} requests in a row ended` : 'The first request after a pause ended';
  return {
    ...circuit,
    state: 'open',
    error: { code: 'unknown_outcome', message: `${told} without a clear answer.` },
    openedAt: now,
    probeAt: now + coolMs,
    coolMs,
    faults: [],
  };
}

/** Whether its upstream is to be asked now. A time further off than any pause is of a clock that was put back. */
export const isProbeDue = ({ state, probeAt }: Circuit, now: number): boolean =>
  state === 'open' && probeAt !== null && (probeAt <= now || probeAt > now + longestCoolMs);

/** The upstream answered a question that costs nothing, or did not. */
export const afterProbe = (circuit: Circuit, well: boolean, now: number): Circuit => {
  if (circuit.state !== 'open' || circuit.probeAt === null) return circuit;
  if (well) return { ...circuit, state: 'careful', error: null, openedAt: null, probeAt: null };
  const coolMs = Math.min(longestCoolMs, circuit.coolMs * 2);
  return { ...circuit, coolMs, probeAt: now + coolMs };
};

/**
 * Refused because too much was in flight. `told` is the most the upstream allows, 0 when it does not say; then it is what
 * the others had in flight. A refusal is free, so after a while the full number is tried again.
 */
export const afterCrowding = (circuit: Circuit, told: number, others: number, now: number): Circuit => ({
  ...circuit,
  slots: Math.max(1, told > 0 ? told : others),
  slotsUntil: now + loweredMs,
});

/** How many pictures may be in flight now, of `slots` that are set up. */
export function slotsNow(circuit: Circuit | undefined, slots: number, now: number): number {
  if (!circuit) return slots;
  if (circuit.state === 'open') return 0;
  if (circuit.state === 'careful') return 1;
  const left = (circuit.slotsUntil ?? 0) - now;
  return circuit.slots !== null && left > 0 && left <= loweredMs ? Math.min(slots, circuit.slots) : slots;
}
