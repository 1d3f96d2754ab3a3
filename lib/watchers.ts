type Watcher = () => void;

/** Tells whoever wants to know that something outside React has changed; `watch` is what useSyncExternalStore takes. */
export function watchers(): { tell: () => void; watch: (watcher: Watcher) => () => void } {
  const all = new Set<Watcher>();
  return {
    tell: () => all.forEach((watcher) => watcher()),
    watch: (watcher) => {
      all.add(watcher);
      return () => all.delete(watcher);
    },
  };
}
