import type { Context, Provider } from '@/lib/server/providers/provider';
import { database } from '@/lib/server/store/database';
import { usualRules } from '@/lib/server/tasks/circuit';
import { findSpeaker, type FindSpeaker } from '@/lib/server/tasks/speaker';
import { runWorker, usualSettings } from '@/lib/server/tasks/worker';

/**
 * A studio's worker as a process of its own, to be killed and to be weighed: tells its highest memory (KiB) at each of
 * its `beats`. With DIE_AFTER it holds every reply to a paid request back and kills itself once it has so many, before
 * any of them is written down.
 */
const dieAfter = Number(process.env.DIE_AFTER ?? 0);
let held = 0;

const holding: FindSpeaker = (row) => {
  const speaker = findSpeaker(row);
  const generate = speaker?.provider.start.generate;
  if (!speaker || !generate || dieAfter === 0) return speaker;
  const start: Provider['start']['generate'] = (input, model, context) => {
    const send: Context['send'] = async (request) => {
      await context.send(request);
      held += 1;
      if (held === dieAfter) process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    };
    return generate(input, model, { ...context, send });
  };
  return { ...speaker, provider: { ...speaker.provider, start: { ...speaker.provider.start, generate: start } } };
};

// More unclear ends in a row than any studio would let happen.
const rules = { ...usualRules, faults: Infinity };
runWorker({ ...usualSettings(await database()), findSpeaker: holding, rules });
console.log('up');

let beats = 0;
setInterval(() => console.log(`rss ${process.resourceUsage().maxRSS}\nbeats ${(beats += 1)}`), 20);
