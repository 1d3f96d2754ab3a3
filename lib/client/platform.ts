import { useSyncExternalStore } from 'react';

const still = () => () => undefined;

/** True on Apple's systems, where the command key is ⌘; on the server and in the first render false. */
export const useApple = (): boolean =>
  useSyncExternalStore(still, () => /mac|iphone|ipad/i.test(navigator.userAgent), () => false);
