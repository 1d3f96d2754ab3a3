import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { log } from '@/lib/server/log';
import { disguised, wordsFor } from '@/lib/server/sandbox/answers';
import { findFault } from '@/lib/server/sandbox/faults';
import { paint } from '@/lib/server/sandbox/painter/painter';
import type { Plan } from '@/lib/server/sandbox/plan';
import { freshId } from '@/lib/server/sandbox/records';
import { isProhibited } from '@/lib/server/sandbox/safety';
import { inTurn } from '@/lib/server/sandbox/turns';
import { singleton } from '@/lib/server/singleton';
import { sizeOf, styleOf } from './input';
import { endRecord, predictionRecords, removalTime, type PredictionRecord } from './record';

const flagged = 'The input or output was flagged as sensitive. Please try again with different inputs. (E005)';

/**
 * Sees to it that a prediction ends: it is drawn once its time has come, by this process if no other has. Called again
 * while it is being drawn, or after its end, it does nothing; after a restart the next question calls it.
 */
export function seeToIt(id: string): void {
  const drawing = singleton('sandbox.predictions.drawing', () => new Set<string>());
  if (drawing.has(id) || predictionRecords.find(id)?.end !== null) return;
  drawing.add(id);
  draw(id)
    .catch((err: unknown) => {
      log().error({ prediction: id, err }, 'a prediction of the sandbox was not drawn');
      endRecord(id, { status: 'failed', file: null, error: 'Prediction failed: the picture could not be drawn.' });
    })
    .finally(() => drawing.delete(id));
}

async function draw(id: string): Promise<void> {
  const due = predictionRecords.find(id);
  if (!due) return;
  await wait(Math.max(0, due.endsAt - Date.now()), undefined, { ref: false });
  const entry = predictionRecords.find(id);
  if (!entry || entry.end) return;
  if (findFault(entry.faults, 'aborted')) {
    endRecord(id, { status: 'aborted', file: null, error: null });
    return;
  }
  const error = failureOf(entry);
  if (error) {
    endRecord(id, { status: 'failed', file: null, error });
    return;
  }
  const png = await inTurn(() => pictureOf(entry));
  const removedAt = removalTime();
  const file = freshId();
  await predictionRecords.keep(file, disguised(png, 0, entry.faults), removedAt);
  endRecord(id, { status: 'succeeded', file, error: null, removedAt });
}

function failureOf({ asked, faults }: PredictionRecord): string | null {
  if (refused({ asked, faults }) || findFault(faults, 'withheld')) return flagged;
  return findFault(faults, 'failed') ? 'Prediction failed: the model stopped without a picture.' : null;
}

/** Whether the words alone are the reason, so that nothing is drawn and nothing charged. */
export const refused = ({ asked, faults }: Pick<PredictionRecord, 'asked' | 'faults'>): boolean =>
  isProhibited(asked.prompt) || findFault(faults, 'unsafe') !== undefined;

const magic: Record<PredictionRecord['asked']['magic_prompt_option'], Plan['magic']> = {
  Auto: 'AUTO',
  On: 'ON',
  Off: 'OFF',
};

function pictureOf({ asked, seed }: PredictionRecord): Promise<Uint8Array> {
  const words = wordsFor(magic[asked.magic_prompt_option], asked.prompt, seed);
  const preset = asked.style_preset && asked.style_preset !== 'None' ? `, ${asked.style_preset}` : '';
  return paint({
    prompt: words + preset,
    negativePrompt: asked.negative_prompt,
    ...sizeOf(asked),
    seed,
    style: styleOf(asked),
  });
}
