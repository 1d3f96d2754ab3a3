import { useEffect } from 'react';

/**
 * Keeps `--keyboard`, the pixels of the page that an on-screen keyboard lies over, for browsers that do not make the
 * page smaller themselves.
 */
export function useKeyboardInset(): void {
  useEffect(() => {
    const { visualViewport } = window;
    if (!visualViewport) return undefined;
    const keep = () => {
      const hidden = window.innerHeight - visualViewport.height - visualViewport.offsetTop;
      const inset = visualViewport.scale === 1 ? Math.max(0, Math.round(hidden)) : 0;
      document.documentElement.style.setProperty('--keyboard', `${inset}px`);
    };
    visualViewport.addEventListener('resize', keep);
    visualViewport.addEventListener('scroll', keep);
    return () => {
      visualViewport.removeEventListener('resize', keep);
      visualViewport.removeEventListener('scroll', keep);
    };
  }, []);
}
