/** Brings the focus to the box, after whatever was just put into it is drawn; its button where it takes no words. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    const form = document.getElementById('composer');
    form?.querySelector<HTMLElement>('textarea[name=prompt], [type=submit]')?.focus();
  });
}
