import fc from 'fast-check';
import { ExpectedStudio } from './expected-studio';
import { MortalStudio } from './mortal-studio';
import type { StudioRow } from './row';
import { finish, studioCommands } from './studio-commands';

/** Of one sequence on a busy machine; one that hangs is a counter-example as well. */
const longestMs = 30_000;

export const sequenceRows: StudioRow[] = [
  {
    id: 'Q14',
    title: 'commands in any order, beside a model of the studio',
    cut: 30,
    full: 2000,
    async play(n) {
      const studio = await MortalStudio.open();
      let runs = 0;
      let steps = 0;
      let tasks = 0;
      try {
        // A failure tells its seed and its path, and the shortest sequence that still fails.
        await fc.assert(
          fc.asyncProperty(studioCommands(), async (commands) => {
            await studio.reset();
            const model = new ExpectedStudio();
            await fc.asyncModelRun(() => ({ model, real: studio }), commands);
            steps += [...commands].length;
            await finish(model, studio);
            runs += 1;
            tasks += model.tasks.length;
          }),
          { numRuns: n, timeout: longestMs },
        );
        return `counter-examples 0 in ${runs} sequences (${steps} commands, ${tasks} tasks), each brought to its end`;
      } finally {
        await studio.close();
      }
    },
  },
];
