import { createElement, useEffect, useState, type ComponentType } from 'react';
import { askAfterServer } from './heartbeat';
import { useServerState } from './server-state';

/**
 * A component whose code is fetched when it is first drawn. While the code cannot be fetched nothing is drawn, the page
 * says that it is offline, and the fetch is tried again when the server answers: a panel that does not come must not
 * take the page with it, as React.lazy does. `fetch` begins early, when the component is about to be wanted.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> & { fetch: () => void } {
  let found: ComponentType<Props> | null = null;
  let coming: Promise<void> | null = null;

  const fetch = (): Promise<void> => {
    coming ??= load().then(
      (component) => {
        found = component;
      },
      () => {
        coming = null;
        void askAfterServer();
      },
    );
    return coming;
  };

  function Later(props: Props) {
    const { reachable } = useServerState();
    const [component, setComponent] = useState<ComponentType<Props> | null>(() => found);
    useEffect(() => {
      let drawn = true;
      if (reachable) void fetch().then(() => drawn && setComponent(() => found));
      return () => {
        drawn = false;
      };
    }, [reachable]);
    return component && createElement(component, props);
  }

  return Object.assign(Later, { fetch: () => void fetch() });
}
