/** Brings the focus to the box, after whatever was just put into it is drawn: its words, its frame, or its button. */
export function focusComposer(): void {
  requestAnimationFrame(focusComposerNow);
}

/** The same at once, when the box is already drawn. */
export function focusComposerNow(): void {
  const form = document.getElementById('composer');
  form?.querySelector<HTMLElement>('textarea[name=prompt], [data-structured], [data-grip=right], [type=submit]')?.focus();
}
