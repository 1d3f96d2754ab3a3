import { expect, test } from '@playwright/test';
import {
  afterClear, afterCrowding, afterProbe, afterRefusal, afterUnclear, closedCircuit, isProbeDue, slotsNow, usualRules, type Circuit,
} from '@/lib/server/tasks/circuit';

const error = { code: 'provider_auth' as const, message: 'The key was not accepted.' };
const unclear = (circuit: Circuit, ...times: number[]): Circuit =>
  times.reduce((before, at) => afterUnclear(before, at, usualRules), circuit);

test('five unclear ends in a row stop it; a clear answer in between, or a long time, does not add up', () => {
  expect(unclear(closedCircuit, 0, 1, 2, 3).state).toBe('closed');
  expect(unclear(closedCircuit, 0, 1, 2, 3, 4)).toMatchObject({ state: 'open', openedAt: 4, probeAt: 30_004, faults: [] });
  expect(unclear(afterClear(unclear(closedCircuit, 0, 1, 2, 3)), 4).state).toBe('closed');
  const apart = (ms: number) => unclear(closedCircuit, 0, ms, 2 * ms, 3 * ms, 4 * ms).state;
  // One at a time, each after the three minutes of an upstream that hangs, and one an hour.
  expect([apart(180_000), apart(3_600_000)]).toEqual(['open', 'closed']);
});

test('a well upstream gets one task at a time, and one more unclear end stops it for twice as long', () => {
  const careful = afterProbe(unclear(closedCircuit, 0, 1, 2, 3, 4), true, 31_000);
  expect(careful).toMatchObject({ state: 'careful', error: null, probeAt: null });
  expect(slotsNow(careful, 10, 31_000)).toBe(1);
  expect(unclear(careful, 32_000)).toMatchObject({ state: 'open', probeAt: 92_000, coolMs: 60_000 });
  expect(slotsNow(afterClear(careful), 10, 32_000)).toBe(10);
  // What was clear before it stopped, and comes late, does not start it again.
  expect(afterClear(unclear(closedCircuit, 0, 1, 2, 3, 4)).state).toBe('open');
});

test('an upstream that is not well is asked less and less often, every ten minutes at the least', () => {
  let circuit = unclear(closedCircuit, 0, 1, 2, 3, 4);
  const pauses: number[] = [];
  for (let time = 0; time < 7; time++) {
    circuit = afterProbe(circuit, false, 0);
    pauses.push(circuit.probeAt ?? 0);
  }
  expect(pauses).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000, 600_000]);
});

test('a clock that is put back holds up neither the question nor the slots', () => {
  const stopped = unclear(closedCircuit, 0, 1, 2, 3, 4);
  expect([isProbeDue(stopped, 29_999), isProbeDue(stopped, 30_004), isProbeDue(stopped, -90_000_000)]).toEqual([false, true, true]);
  expect(isProbeDue(afterRefusal(closedCircuit, error, 5), -90_000_000)).toBe(false);
  expect(slotsNow(afterCrowding(closedCircuit, 3, 7, 0), 10, -90_000_000)).toBe(10);
});

test('a refusal stops it until a person has acted: nobody asks by itself', () => {
  const stopped = afterRefusal(closedCircuit, error, 5);
  expect(stopped).toMatchObject({ state: 'open', error, openedAt: 5, probeAt: null });
  expect(slotsNow(stopped, 10, 5)).toBe(0);
  expect(afterProbe(stopped, true, 9)).toBe(stopped);
  expect(afterUnclear(stopped, 9, usualRules)).toBe(stopped);
});

test('too much in flight lowers the slots for a while, to what was told or to what the others had', () => {
  const told = afterCrowding(closedCircuit, 3, 7, 0);
  expect([slotsNow(told, 10, 1), slotsNow(told, 2, 1), slotsNow(told, 10, 15 * 60_000)]).toEqual([3, 2, 10]);
  expect(slotsNow(afterCrowding(closedCircuit, 0, 7, 0), 10, 1)).toBe(7);
  expect(slotsNow(afterCrowding(closedCircuit, 0, 0, 0), 10, 1)).toBe(1);
});
