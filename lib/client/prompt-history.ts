const storageKey = 'atelier.prompts';
const limit = 50;

/** Where a walk through earlier prompts stands: `at` counts back from the newest, -1 is the draft itself. */
export type Walk = { at: number; draft: string };
export const notWalking: Walk = { at: -1, draft: '' };

/** Earlier prompts, newest first. */
export function earlierPrompts(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

/** Keeps a prompt that was used; the last 50, each once. */
export function rememberPrompt(prompt: string): void {
  const words = prompt.trim();
  if (words === '') return;
  try {
    const rest = earlierPrompts().filter((earlier) => earlier !== words);
    localStorage.setItem(storageKey, JSON.stringify([words, ...rest].slice(0, limit)));
  } catch {
    // Without storage there is no history; the press itself is not touched.
  }
}

/**
 * One step back (`older`) or forth. The draft is kept when the walk begins and put back at its end.
 * Null when there is nowhere to go.
 */
export function stepHistory(
  walk: Walk,
  older: boolean,
  current: string,
  earlier: readonly string[],
): { walk: Walk; prompt: string } | null {
  const draft = walk.at === -1 ? current : walk.draft;
  let at = walk.at + (older ? 1 : -1);
  if (walk.at === -1 && older && earlier[0] === current.trim()) at += 1;
  if (at < -1) return null;
  if (at === -1) return { walk: notWalking, prompt: draft };
  const prompt = earlier[at];
  return prompt === undefined ? null : { walk: { at, draft }, prompt };
}
