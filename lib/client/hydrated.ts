import { useSyncExternalStore } from 'react';

const still = () => () => undefined;

/** False in what the server drew and in the first render, where nothing hears a press yet. */
export const useHydrated = (): boolean => useSyncExternalStore(still, () => true, () => false);
