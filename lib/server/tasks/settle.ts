import 'server-only';
import type { Capability } from '@/lib/schema/model';
import type { TaskError } from '@/lib/schema/error-body';
import type { Charge, MissingImage, TaskStatus } from '@/lib/schema/task';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { StoredAnswer } from './answer';

export type Settlement = {
  status: Extract<TaskStatus, 'succeeded' | 'partial' | 'failed'>;
  charge: Charge;
  usdMicros: number | null;
  missing: MissingImage[];
  error: TaskError | null;
};

const absent = 'The provider answered fewer pictures than were asked for.';

/** Every picture that was asked for and will not come, in order. */
export function missingOf(row: Pick<TaskRow, 'count'>, { outputs }: StoredAnswer): MissingImage[] {
  const given = outputs.flatMap(({ missing }, index) => (missing ? [{ index, ...missing }] : []));
  const unanswered = Math.max(0, row.count - outputs.length);
  const never = Array.from({ length: unanswered }, (_, at): MissingImage => ({
    index: outputs.length + at,
    reason: 'absent',
    message: absent,
  }));
  return [...given, ...never];
}

/** What was charged for: the figure the provider told, else the estimate for as many pictures as it says it made. */
function priceOf(
  row: Pick<TaskRow, 'count' | 'usdMicros'>,
  answer: StoredAnswer,
  card: Capability | null,
): number | null {
  if (answer.usdMicros !== null) return answer.usdMicros;
  if (row.usdMicros === null || card?.price?.per === 'input') return row.usdMicros;
  const made = answer.outputs.filter(({ source, withheld }) => source !== null || withheld).length;
  return Math.round((row.usdMicros / row.count) * made);
}

/** How a task ends once each picture is stored or given up. `stored` counts the pictures that are ours. */
export function settle(
  row: Pick<TaskRow, 'count' | 'usdMicros' | 'sandbox'>,
  answer: StoredAnswer,
  stored: number,
  card: Capability | null,
): Settlement {
  const missing = missingOf(row, answer);
  const withheld = answer.outputs.length > 0 && answer.outputs.every((output) => output.withheld);
  const nothing = answer.outputs.length === 0;
  const charge: Charge = row.sandbox ? 'none' : withheld ? 'withheld' : nothing ? 'unknown' : 'billed';
  const usdMicros = row.sandbox ? 0 : nothing ? row.usdMicros : priceOf(row, answer, card);
  const money = { charge, usdMicros, missing };
  if (stored > 0) return { ...money, status: missing.length > 0 ? 'partial' : 'succeeded', error: null };
  return { ...money, status: 'failed', error: failureOf(row.sandbox, withheld, nothing, missing) };
}

function failureOf(
  sandbox: boolean,
  withheld: boolean,
  nothing: boolean,
  missing: MissingImage[],
): TaskError {
  if (withheld) {
    const told = 'The provider held every picture back after its safety check.';
    return { code: 'rejected', message: sandbox ? told : `${told} It was billed although no picture came.` };
  }
  if (nothing) return { code: 'lost', message: 'The provider said that it was done and gave no picture.' };
  const why = missing[0]?.message ?? '';
  const billed = sandbox ? '' : ' It was billed.';
  return {
    code: 'lost',
    message: `The provider made it, but no picture could be saved.${billed} ${why}`.trim(),
  };
}
