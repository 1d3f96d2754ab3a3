import 'server-only';
import { z } from 'zod';
import { environment } from '@/lib/server/env';
import { faultNames } from '@/lib/server/sandbox/faults';
import { recordsIn } from '@/lib/server/sandbox/records';

const record = z.object({
  /** The generation id; its request's body is the file of that name. */
  id: z.string(),
  /** The call by its path behind `/v2/image`, and the content type its body came with. */
  call: z.string(),
  type: z.string(),
  words: z.string(),
  faults: z.array(z.object({ name: z.enum(faultNames), value: z.number().nullable() })),
  seed: z.int(),
  usdMicros: z.int(),
  createdAt: z.int(),
  /** Not before this. */
  endsAt: z.int(),
  end: z
    .object({
      /** Of pictures, their links without an origin; null where it failed. */
      data: z.array(z.record(z.string(), z.unknown())).nullable(),
      reason: z.string().nullable(),
      usdMicros: z.int(),
    })
    .nullable(),
});

/** A generation of v2 as it stands on the disk, so that it outlives the process. Times in epoch milliseconds. */
export type Generation = z.infer<typeof record>;

/** How long a body is kept: drawing is long over by then. */
export const keptMs = (): number => environment().ATELIER_SANDBOX_LINK_HOURS * 3_600_000 + 24 * 3_600_000;

export const generationRecords = recordsIn('generations', record, () => ({ record: keptMs(), file: 0 }));

/** Ends a generation that has not ended yet; the first end stays. */
export function endGeneration(id: string, end: NonNullable<Generation['end']>): void {
  const entry = generationRecords.find(id);
  if (entry && !entry.end) generationRecords.save({ ...entry, end });
}
