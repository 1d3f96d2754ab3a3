import 'server-only';
import { mkdir, open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sandboxPath } from './folder';
import { paidOperations } from './operations';

const line = z.object({
  at: z.string(),
  id: z.string(),
  operation: z.enum(paidOperations),
  model: z.string().nullable(),
  images: z.int(),
  promptHash: z.string().nullable(),
  key: z.string().nullable(),
  usdMicros: z.int(),
});

/**
 * One charge. `at` is ISO 8601; `images` the pictures asked for (0 for describe); `promptHash` the SHA-256 of
 * the prompt as it was sent, in hex; `key` the request's `x-request-tag`, by which a caller finds its own
 * lines again.
 */
export type LedgerLine = z.infer<typeof line>;

const file = (): string => sandboxPath('ledger.jsonl');

/**
 * Adds a charge and returns once it is on the disk. Lines are appended whole, so requests at once do not mix.
 */
export async function charge(entry: LedgerLine): Promise<void> {
  await mkdir(sandboxPath(), { recursive: true });
  const handle = await open(file(), 'a');
  try {
    await handle.write(`${JSON.stringify(entry)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every charge so far, oldest first. A last line that was cut by a power failure is left out. */
export async function ledger(): Promise<LedgerLine[]> {
  const text = await readFile(file(), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole.split('\n').filter(Boolean).map((entry) => line.parse(JSON.parse(entry)));
}
