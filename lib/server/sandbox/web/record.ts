import 'server-only';
import { z } from 'zod';
import { environment } from '@/lib/server/env';
import { faultNames } from '@/lib/server/sandbox/faults';
import { recordsIn } from '@/lib/server/sandbox/records';
import { wireOperations } from '@/lib/server/sandbox/wire';

const record = z.object({
  /** The request id. */
  id: z.string(),
  operation: z.enum(wireOperations),
  /** When it was submitted, in epoch milliseconds. */
  at: z.number(),
  /** The submit call's body as it came: a task that was being drawn when the process ended is drawn from it again. */
  body: z.unknown(),
  words: z.string(),
  faults: z.array(z.object({ name: z.enum(faultNames), value: z.number().nullable() })),
  seed: z.int(),
  /** One id for each picture, the cover's first; null for one that is withheld. */
  responses: z.array(z.string().nullable()),
});
export type WebTask = z.infer<typeof record>;

/** How long pictures can be had. */
export const lifeMs = (): number => environment().ATELIER_SANDBOX_LINK_HOURS * 3_600_000;

/** Tasks, and their pictures by response id; both are swept away a while after the pictures' addresses died. */
export const webRecords = recordsIn('web', record, () => ({ record: 2 * lifeMs(), file: lifeMs() }));
