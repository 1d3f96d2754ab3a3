import 'server-only';
import type { TaskError } from '@/lib/schema/error-body';
import type { TaskRow } from '@/lib/server/store/tasks';
import { usd } from '@/lib/server/usd';
import { estimate } from './ask';
import type { Speaker } from './speaker';

/**
 * Why a task must not be sent as its connection is set up by now, null when it may: while it waited, somebody gave the
 * connection another address or other prices, and what was agreed to at the press does not hold any more. A price that
 * the provider had told is the provider's to keep.
 */
export function notAgreed(
  row: Pick<TaskRow, 'input' | 'sandbox' | 'expectedMicros' | 'expectedBasis'>,
  speaker: Speaker,
): TaskError | null {
  const { connection } = speaker;
  const refused = (why: string): TaskError => ({ code: 'price_changed', message: `${why} Nothing was sent.` });
  if (row.sandbox && !connection.sandbox) return refused(`This was asked of the sandbox, and ${connection.label} costs money by now.`);
  if (!row.sandbox && connection.sandbox) return refused(`${connection.label} has been made a sandbox since this was asked.`);
  const agreed = row.expectedBasis === 'estimated' ? row.expectedMicros : null;
  const now = estimate({ ...speaker, operation: row.input });
  if (agreed === null || now === null || now <= agreed) return null;
  return refused(`This costs ${usd(now)} now, more than the ${usd(agreed)} that stood beside the button.`);
}
