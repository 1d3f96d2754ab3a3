import { useEffect, useState } from 'react';

/** Below this a wait is not noticed, and a stand-in would only flicker. */
const noticedMs = 300;

/** Whether something has been waited for long enough to say so. */
export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), noticedMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return waiting && late;
}
