import 'server-only';
import { z } from 'zod';
import { taskError } from '@/lib/schema/error-body';
import { missingImage } from '@/lib/schema/task';
import type { Json, Output } from '@/lib/server/providers/provider';
import { fileStore } from '@/lib/server/store/files';

/**
 * What a provider answered, kept in the task's row until every picture is ours. `source` is a link or a file of ours
 * (`incoming/…`); `tries` counts files that were no picture, `failures` every try that failed; `blocked` is what only a
 * person can mend, while it is tried on; `kept` is a file of ours (`damaged/…`) with what came and could not be read;
 * `missing` is set once the picture is given up.
 */
const storedOutput = z.object({
  source: z.union([z.object({ url: z.string() }), z.object({ file: z.string() })]).nullable(),
  withheld: z.boolean(),
  prompt: z.string().nullable(),
  seed: z.number().nullable(),
  ref: z.string().nullable().default(null),
  tries: z.int().default(0),
  failures: z.int().default(0),
  refreshed: z.int().default(0),
  blocked: taskError.nullable().default(null),
  kept: z.string().nullable().default(null),
  missing: missingImage.omit({ index: true }).nullable().default(null),
});
export type StoredOutput = z.infer<typeof storedOutput>;

const storedAnswer = z.object({ outputs: z.array(storedOutput), usdMicros: z.int().nullable() });
export type StoredAnswer = z.infer<typeof storedAnswer>;

/** The answer a row keeps; throws when it is none. */
export const readAnswer = (json: Json | null): StoredAnswer => storedAnswer.parse(json);

/** Makes an answer fit for the row: pictures that came as bytes are put in the file store first. */
export async function storeAnswer(
  taskId: string,
  outputs: Output[],
  usdMicros: number | null,
): Promise<StoredAnswer> {
  const stored: StoredOutput[] = [];
  for (const [index, output] of outputs.entries()) {
    stored.push({
      source: await storedSource(taskId, index, output.source),
      withheld: output.withheld,
      prompt: output.prompt,
      seed: output.seed,
      ref: output.ref ?? null,
      tries: 0,
      failures: 0,
      refreshed: 0,
      blocked: null,
      kept: null,
      missing: null,
    });
  }
  return { outputs: stored, usdMicros };
}

async function storedSource(
  taskId: string,
  index: number,
  source: Output['source'],
): Promise<StoredOutput['source']> {
  if (!source || 'url' in source) return source;
  const file = `incoming/${taskId}-${index}`;
  await fileStore().put(file, source.bytes);
  return { file };
}
