import type { IconName } from '@/components/ui/icon';
import { heldBy } from '@/lib/client/stops';
import { readStructured } from '@/lib/client/structured-prompt';
import { answersInWords } from '@/lib/schema/choices';
import type { ErrorCode } from '@/lib/schema/error';
import type { Task } from '@/lib/schema/task';

/** The name of what happened, a key of the messages under `failed`, and what a person does next without risk. */
export type Cause = {
  word:
    | 'refused'
    | 'setting'
    | 'unsupported'
    | 'key'
    | 'payment'
    | 'price'
    | 'busy'
    | 'provider'
    | 'unreachable'
    | 'timeout'
    | 'lost'
    | 'picture'
    | 'studio';
  next: 'edit' | 'retry';
};

const causes: Partial<Record<ErrorCode, Cause>> = {
  rejected: { word: 'refused', next: 'edit' },
  invalid_input: { word: 'setting', next: 'edit' },
  unsupported: { word: 'unsupported', next: 'edit' },
  not_found: { word: 'unsupported', next: 'edit' },
  too_large: { word: 'picture', next: 'edit' },
  unsupported_media: { word: 'picture', next: 'edit' },
  provider_auth: { word: 'key', next: 'retry' },
  provider_payment: { word: 'payment', next: 'retry' },
  price_changed: { word: 'price', next: 'retry' },
  rate_limited: { word: 'busy', next: 'retry' },
  provider_failed: { word: 'provider', next: 'retry' },
  provider_unreachable: { word: 'unreachable', next: 'retry' },
  unavailable: { word: 'unreachable', next: 'retry' },
  timed_out: { word: 'timeout', next: 'retry' },
  lost: { word: 'lost', next: 'retry' },
  gone: { word: 'lost', next: 'retry' },
};

export const causeOf = (code: ErrorCode | undefined): Cause =>
  (code && causes[code]) ?? { word: 'studio', next: 'retry' };

/** How an ended or halted task shows: a card with everything on it, or a blank sheet with a word at its foot. */
export type CardKind = 'failed' | 'unknown' | 'described' | 'noRoom' | 'waiting' | 'held' | 'stopped';

export function cardOf(task: Task): CardKind | null {
  if (task.status === 'failed') return 'failed';
  // What a person has settled is told at the foot of a quiet sheet.
  if (task.status === 'unknown') return task.settled ? null : 'unknown';
  if (heldBy(task) !== null) return 'stopped';
  // Only the studio itself holds back what is queued; a busy provider is not worth a card.
  if (task.status === 'queued' && task.error?.code === 'unavailable') return 'held';
  if (task.status === 'saving' && task.error !== null) return 'noRoom';
  if (task.status === 'running' && task.error !== null) return 'waiting';
  return answersInWords(task.operation) && task.text !== null ? 'described' : null;
}

export const cardIcons: Record<Exclude<CardKind, 'described'>, { icon: IconName; tone: string }> = {
  failed: { icon: 'refused', tone: 'text-madder' },
  unknown: { icon: 'unknown', tone: 'text-ochre' },
  noRoom: { icon: 'alert', tone: 'text-ochre' },
  waiting: { icon: 'alert', tone: 'text-ochre' },
  held: { icon: 'alert', tone: 'text-ochre' },
  stopped: { icon: 'plug', tone: 'text-ochre' },
};

/** Whether a person wrote words for it; without any, there is no prompt to refuse or to edit. */
export const isWorded = ({ input }: Task): boolean => 'prompt' in input && Boolean(input.prompt);

export type CardAct = 'edit' | 'retry' | 'again' | 'check' | 'keep' | 'connection' | 'details' | 'use' | 'copy';

/**
 * What a card offers, the safe one first: one that costs nothing, or sends again what certainly was not charged.
 * `again` is a second purchase, or may be one, and is never first.
 */
export function actsOf(task: Task, kind: CardKind): CardAct[] {
  // A structured text shows only its words; the whole of it is under Details.
  if (kind === 'described') return readStructured(task.text ?? '') ? ['use', 'copy', 'details'] : ['use', 'copy'];
  if (kind === 'stopped') return ['connection', 'details'];
  if (kind === 'noRoom' || kind === 'waiting' || kind === 'held') return ['details'];
  if (kind === 'unknown') return [...(task.checkable ? ['check' as const] : []), 'keep', 'again', 'details'];
  if (task.charge !== 'none') return ['details', 'again'];
  return causeOf(task.error?.code).next === 'edit' ? ['edit', 'details'] : ['retry', 'details'];
}

/** The same with room for all of it, and for the ends that have no card of their own. */
export function detailActsOf(task: Task): CardAct[] {
  const kind = cardOf(task);
  if (kind === 'described') return ['use', 'copy'];
  if (kind === 'stopped') return ['connection', 'edit'];
  if (kind === 'noRoom' || kind === 'waiting' || kind === 'held') return ['edit'];
  // Asking how it ended and what it counts as stand with what is known of it.
  if (task.status === 'unknown') return [...(isKept(task) ? [] : ['keep' as const]), 'edit', 'again'];
  if (kind === null)
    return ['edit', task.charge === 'none' && task.status === 'canceled' ? 'retry' : 'again'];
  const acts = actsOf(task, kind).filter((act) => act !== 'details');
  return acts.includes('edit') ? acts : acts.includes('again') ? ['edit', ...acts] : [...acts, 'edit'];
}

/** Whether a person has said that an unclear end stays one. */
const isKept = ({ settled, charge, sandbox }: Task): boolean => settled && (charge === 'unknown' || sandbox);
