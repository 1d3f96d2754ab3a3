import { useEffect, type RefObject } from 'react';

/**
 * Keeps the height of the box at rest on its seat, so that the gallery stays where it is while the box is one line or
 * open over it, and the height of a docked box on the page, so that toasts stand above it.
 */
export function useSeat(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const height = element.offsetHeight;
      document.documentElement.style.setProperty('--dock', `${height}px`);
      if (element.dataset['mode'] === 'rest')
        element.parentElement?.style.setProperty('--seat', `${height + 8}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [form]);
}
