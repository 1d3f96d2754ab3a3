import { useRef } from 'react';

/**
 * Does one piece of work at a time; what is asked for meanwhile is not done. That something is under way is drawn a moment
 * after the press, and a second press in that moment is not another one.
 */
export function useAlone(): (work: () => Promise<void>) => Promise<void> {
  const atWork = useRef(false);
  return async (work) => {
    if (atWork.current) return;
    atWork.current = true;
    await work().finally(() => (atWork.current = false));
  };
}
