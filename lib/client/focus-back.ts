/**
 * Brings the focus on after an answer that came late: to `target`, and only while it is still inside `left`, where the
 * press was, or went with what held it. Whoever is elsewhere by then stays there.
 */
export function focusBack(left: Element | null, target: HTMLElement | null): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body || left?.contains(activeElement))
    target?.focus({ preventScroll: true });
}
