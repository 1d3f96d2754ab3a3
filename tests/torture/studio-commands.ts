import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mostTasks, type Command } from './command';
import type { ExpectedStudio } from './expected-studio';
import type { Made, MortalStudio } from './mortal-studio';
import { accept, cancel, check, retry } from './person-commands';
import { answers, deaths, die, done, hasDone, polls, recover, save, send } from './worker-commands';

const outcomes: Made[] = ['good', 'good', 'withheld', 'broken'];

/** All that can happen to a studio, in any order. */
export function studioCommands(): fc.Arbitrary<Iterable<Command>> {
  const which = fc.nat(mostTasks - 1);
  const made = fc.array(fc.constantFrom(...outcomes), { minLength: 3, maxLength: 3 });
  // By place and not by number, which would prefer the small ones.
  const one = (all: (which: number, made: Made[]) => Command[]) =>
    fc.tuple(which, made).chain(([at, outputs]) => fc.constantFrom(...all(at, outputs)));
  const accepts = fc
    .tuple(fc.constantFrom('key-1', 'key-2', null, null), fc.integer({ min: 1, max: 3 }))
    .map(([key, count]) => accept(key, count));
  // What is asked, sent and answered often comes often, so that the rare things meet something.
  return fc.commands([
    accepts,
    accepts,
    accepts,
    fc.boolean().map(send),
    fc.constant(send(false)),
    one(answers),
    one(answers),
    one(answers),
    one(answers),
    one(answers),
    one(polls),
    one(polls),
    one(polls),
    one(polls),
    which.map(save),
    which.map(save),
    fc.tuple(which, fc.boolean()).map(([at, confirms]) => cancel(at, confirms)),
    which.map(check),
    which.map(retry),
    fc.tuple(fc.constantFrom(...deaths), which).map(([at, task]) => die(at, task)),
    fc.constant(recover),
  ], { maxCommands: 100, size: 'max' });
}

/** Whatever is open is brought to its end: nothing may be left that no worker takes. */
export async function finish(model: ExpectedStudio, studio: MortalStudio): Promise<void> {
  const good: Made[] = ['good', 'good', 'good'];
  await recover.run(model, studio);
  for (let round = 0; round < 4 * mostTasks && !model.isIdle; round++) {
    for (const next of [done(0, good), hasDone(0, good), save(0), send(false)]) {
      if (await next.check(model)) await next.run(model, studio);
    }
  }
  assert.ok(model.isIdle, 'everything ends');
}
