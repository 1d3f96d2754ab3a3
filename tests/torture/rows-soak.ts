import { unableToWeigh } from '../soak/scales';
import { soak } from '../soak/soak';
import { isFull, type StudioRow } from './row';

/** A short one asks fast and has its faults closer together, so that each of them comes on both kinds of gateways. */
const pace = isFull ? { rate: 1, every: 20, windowSeconds: 30 } : { rate: 30, every: 4, windowSeconds: null };

export const soakRows: StudioRow[] = [
  {
    id: 'Q15',
    title: 'a soak with faults: flat memory, no leak of descriptors or rows',
    cut: 48,
    full: 600,
    unable: unableToWeigh,
    async play(n) {
      const { figures } = await soak({ jobs: n, ...pace, say: console.log });
      return figures;
    },
  },
];
