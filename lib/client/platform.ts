import { useHydrated } from './hydrated';

/** True on Apple's systems, where the command key is ⌘; on the server and in the first render false. */
export const useApple = (): boolean => useHydrated() && /mac|iphone|ipad/i.test(navigator.userAgent);
