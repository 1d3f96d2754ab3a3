import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function for good that calls the newest one, for callbacks that a parent makes anew each time it draws. */
export function useSteady<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
