import assert from 'node:assert/strict';
import { AppError } from '@/lib/schema/error';
import type { Step } from '@/lib/server/providers/provider';
import { command, madeOf, onOne, pick, type Command } from './command';
import type { ExpectedStudio, ExpectedTask } from './expected-studio';
import type { Made, MortalStudio } from './mortal-studio';

/** The worker sends what is next; if it `pauses`, the mark stands and the request has not gone out. */
export const send = (pauses: boolean): Command =>
  command(`send(${pauses ? 'pauses' : ''})`, () => true, async (model, studio) => {
    const next = model.next();
    assert.equal(await studio.send(pauses), next?.id ?? null, 'what is sent next');
    if (next) model.send(next, pauses);
  });

const onTheirWay = (model: Readonly<ExpectedStudio>): ExpectedTask[] => model.onTheirWay();

/** The answer to a request, with its pictures. */
export const done = (which: number, outputs: readonly Made[]): Command =>
  onOne(`done(${outputs})`, which, onTheirWay, async (task, model, studio) => {
    const made = madeOf(task, outputs);
    await studio.answer(task.id, 200, { made });
    model.answered(task);
    model.done(task, made, true);
  });

const taken = (which: number): Command =>
  onOne('taken', which, onTheirWay, async (task, model, studio) => {
    await studio.answer(task.id, 200, { made: null });
    model.taken(task);
  });

/** All that may become of a request. */
export const answers = (which: number, outputs: readonly Made[]): Command[] => [
  done(which, outputs),
  taken(which),
  taken(which),
  onOne('refused', which, onTheirWay, async (task, model, studio) => {
    await studio.answer(task.id, 422);
    model.answered(task);
    model.refused(task);
  }),
  onOne('busy', which, onTheirWay, async (task, model, studio) => {
    await studio.answer(task.id, 429);
    model.notTaken(task, 'busy');
  }),
  onOne('unreachable', which, onTheirWay, async (task, model, studio) => {
    await studio.answer(task.id, null);
    model.notTaken(task, 'unreachable');
  }, ({ isPaused }) => isPaused),
  onOne('unclear', which, onTheirWay, async (task, model, studio) => {
    await studio.answer(task.id, 0);
    model.answered(task);
    task.charges += 1;
    model.unknown(task);
  }, (_task, model) => model.mayBeUnclear(1)),
];

const running = (model: Readonly<ExpectedStudio>): ExpectedTask[] => model.free('running');
const throws = (code: 'not_found' | 'rejected' | 'rate_limited') => async (): Promise<Step> => {
  throw new AppError(code, `It said ${code}.`);
};
const stillRuns = ({ id }: ExpectedTask) => async (): Promise<Step> =>
  ({ state: 'running', handle: { task: id }, progress: 50 });
export const isDone = (studio: MortalStudio, made: readonly Made[]) => async (): Promise<Step> =>
  ({ state: 'done', outputs: studio.outputs(made), text: null });
const hasEnded = (charge: 'none' | 'billed') => async (): Promise<Step> =>
  ({ state: 'ended', as: 'failed', charge, error: new AppError('provider_failed', 'It failed.') });

/** The answer to a question, with the pictures. */
export const hasDone = (which: number, outputs: readonly Made[]): Command =>
  onOne(`has done(${outputs})`, which, running, async (task, model, studio) => {
    const made = madeOf(task, outputs);
    await studio.poll(task.id, isDone(studio, made));
    model.done(task, made, false);
  });

/** All that may be answered to a question after a running task. */
export const polls = (which: number, outputs: readonly Made[]): Command[] => [
  onOne('still runs', which, running, async (task, _model, studio) => {
    await studio.poll(task.id, stillRuns(task));
    task.gone = 0;
  }),
  hasDone(which, outputs),
  onOne('has failed, billed', which, running, async (task, model, studio) => {
    await studio.poll(task.id, hasEnded('billed'));
    model.refused(task);
    task.charge = 'billed';
  }),
  onOne('refuses the question', which, running, async (task, _model, studio) => {
    await studio.poll(task.id, throws('rejected'));
    task.gone = 0;
  }),
  onOne('is asked too often', which, running, async (task, _model, studio) => {
    await studio.poll(task.id, throws('rate_limited'));
    task.gone = 0;
  }),
  onOne('knows it no more', which, running, async (task, model, studio) => {
    await studio.poll(task.id, throws('not_found'));
    model.gone(task);
  }, (_task, model) => model.mayBeUnclear(1)),
];

/** The worker saves the pictures of an answer. */
export const save = (which: number): Command =>
  onOne('save', which, (model) => model.free('saving'), async (task, model, studio) => {
    await studio.save(task.id);
    model.saved(task);
  });

export const deaths = ['at rest', 'after a claim', 'while it asks', 'while it saves', 'when all is saved'] as const;

/** The process is killed, right after it began with something more; the next one knows nothing of it yet. */
export const die = (at: (typeof deaths)[number], which: number): Command =>
  command(
    `die ${at}#${which}`,
    (model) => model.mayBeUnclear(model.onTheirWay().length),
    async (model, studio) => {
      const saves = at === 'while it saves' || at === 'when all is saved';
      const lane = saves ? 'saving' : at === 'while it asks' ? 'running' : 'queued';
      const task = lane === 'queued' ? model.next() : pick(model.free(lane), which);
      if (task && at !== 'at rest') {
        if (at === 'while it saves') {
          await studio.save(task.id, 'at its first write');
          model.stored(task);
        } else if (at === 'when all is saved') {
          await studio.save(task.id, 'at its end');
          model.judged(task);
        } else {
          assert.equal((await studio.claim(lane, lane === 'running' ? task.id : undefined))?.id, task.id);
        }
        task.isHeld = true;
      }
      studio.die();
      model.die();
    },
  );

/** The next process looks at what the dead left. */
export const recover = command('recover', () => true, async (model, studio) => {
  await studio.recover();
  model.recover();
});
