import { editDraft, getDraft, restoreDraft, type Draft } from './draft';
import { shutOutBy, type SettledLook, type Way } from './fit-look';

/** What came of a change beside what was wished; it is said once, beside the draft that it led to. */
export type DraftNote =
  | { what: 'shut-out'; by: Way; dropped: readonly Way[]; putBack: () => void }
  | { what: 'missing'; count: number };

const notes = new WeakMap<Draft, DraftNote>();

/** What is to be said about this very draft; nothing once it has changed again. */
export const noteOf = (draft: Draft): DraftNote | null => notes.get(draft) ?? null;

/** Says something about the draft as it stands, in the same step that made it so. */
export const noteDraft = (note: DraftNote): void => void notes.set(getDraft(), note);

/**
 * Takes one way of naming a style. The ways in use that it shuts out leave the draft at once, which is said and can be
 * put back; those that only the chosen model lacks stay for the next one. `look` null: the way is left, not taken.
 */
export function takeWay(way: Way, patch: Partial<Draft>, look: SettledLook | null): void {
  const before = getDraft();
  const { dropped, patch: cleared } = look ? shutOutBy(way, look) : { dropped: [], patch: {} };
  const said = noteOf(before);
  editDraft({ ...cleared, ...patch });
  if (dropped.length > 0) noteDraft({ what: 'shut-out', by: way, dropped, putBack: () => restoreDraft(before) });
  // While one way is tried out, what it shut out at first stays said.
  else if (said?.what === 'shut-out' && said.by === way) noteDraft(said);
}
