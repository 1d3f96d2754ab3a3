import { createContext, use } from 'react';
import type { Asked } from '@/lib/client/body';

/** The box's own press, for what asks from one of its panels; its faults show in the box. `offline`: nothing is sent. */
export type Press = { press: (asked: Asked, priceLimit: number | null) => Promise<boolean>; offline: boolean };

export const PressContext = createContext<Press | null>(null);

/** The press of the box that a panel hangs on. */
export function useBoxPress(): Press {
  const press = use(PressContext);
  if (press === null) throw new Error('A panel stands outside of the box.');
  return press;
}
