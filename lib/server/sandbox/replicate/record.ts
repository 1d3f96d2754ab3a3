import 'server-only';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { environment } from '@/lib/server/env';
import { faultNames } from '@/lib/server/sandbox/faults';
import { recordsIn } from '@/lib/server/sandbox/records';

const record = z.object({
  id: z.string(),
  model: z.string(),
  /** As it was sent. */
  input: z.record(z.string(), z.unknown()),
  /** With its defaults and without fault words. */
  asked: z.object({
    prompt: z.string(),
    aspect_ratio: z.string(),
    resolution: z.string(),
    style_type: z.string(),
    magic_prompt_option: z.enum(['Auto', 'On', 'Off']),
    negative_prompt: z.string().optional(),
    style_preset: z.string().optional(),
  }),
  seed: z.int(),
  faults: z.array(z.object({ name: z.enum(faultNames), value: z.number().nullable() })),
  createdAt: z.int(),
  startsAt: z.int(),
  /** Not before this. */
  endsAt: z.int(),
  end: z
    .object({
      status: z.enum(['succeeded', 'failed', 'canceled', 'aborted']),
      at: z.int(),
      /** When input, output and logs are gone. */
      removedAt: z.int(),
      /** The file of the picture. */
      file: z.string().nullable(),
      error: z.string().nullable(),
    })
    .nullable(),
});

/** A prediction as it stands on the disk, so that it outlives the process. Times in epoch milliseconds. */
export type PredictionRecord = z.infer<typeof record>;
export type End = NonNullable<PredictionRecord['end']>;

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** Twenty-six letters and digits, as the vendor's own ids. */
export const newId = (): string => Array.from(randomBytes(26), (byte) => letters[byte % letters.length]).join('');

const hourMs = 3_600_000;
const livesMs = (): number => environment().ATELIER_SANDBOX_PREDICTION_HOURS * hourMs;

/** Predictions and their pictures; records are kept a day longer than their data. */
export const predictionRecords = recordsIn('predictions', record, () => ({ record: livesMs() + 24 * hourMs, file: 0 }));

/** When the data of a prediction that ends now are removed: ATELIER_SANDBOX_PREDICTION_HOURS later. */
export const removalTime = (): number => Math.ceil(Date.now() + livesMs());

/** Ends a prediction that has not ended yet; the first end stays. `file` is that of its picture. */
export function endRecord(id: string, end: Omit<End, 'at' | 'removedAt'> & { removedAt?: number }): PredictionRecord | null {
  const entry = predictionRecords.find(id);
  if (!entry || entry.end) return entry;
  const ended = { ...entry, end: { removedAt: removalTime(), ...end, at: Date.now() } };
  predictionRecords.save(ended);
  return ended;
}
