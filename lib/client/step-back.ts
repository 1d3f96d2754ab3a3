// Next keeps a state of its own in the history and follows only what does not carry it.
type Step = { over: boolean };

/** What a step that is opened over the gallery carries in the history; a new one each time, for Next writes into it. */
export const overGallery = (): Step => ({ over: true });

/** The present step, as one that takes its place has to carry it. */
export const presentStep = (): Step => ({ over: (window.history.state as Partial<Step> | null)?.over === true });

let leaving = false;

/** Back to what the present step was opened over; `otherwise` where the address itself was entered. */
export function leaveStep(otherwise: string): void {
  if (!presentStep().over) return window.history.replaceState(null, '', otherwise);
  // The browser takes a moment, in which a second press would leave the gallery as well.
  if (leaving) return;
  leaving = true;
  window.addEventListener('popstate', () => (leaving = false), { once: true });
  window.history.back();
}
