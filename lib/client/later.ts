import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType } from 'react';
import { watchers } from '@/lib/watchers';
import { askAfterServer } from './heartbeat';
import { useServerState } from './server-state';

/** How long to wait before each further try, in ms. */
const pauses = [500, 2_000, 5_000];

let lacking = 0;
const { tell, watch } = watchers();

function lack(difference: 1 | -1): void {
  lacking += difference;
  tell();
}

/** Whether something that is asked for cannot be had though the server answers, as after the studio was upgraded. */
export function useLacking(): boolean {
  return useSyncExternalStore(watch, () => lacking > 0, () => false);
}

/**
 * A component whose code is fetched when it is first drawn. While the code cannot be fetched nothing is drawn, the page
 * says that it is offline, and the fetch is tried again when the server answers: a panel that does not come must not
 * take the page with it, as React.lazy does. Where the server is there, it is tried a few times more, and then lacking.
 * `fetch` begins early, when the component is about to be wanted; `Meanwhile` is drawn until it is there.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile?: ComponentType,
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
      if (!reachable) return;
      let drawn = true;
      let given = false;
      let timer: ReturnType<typeof setTimeout>;
      const attempt = async (times: number): Promise<void> => {
        await fetch();
        if (!drawn) return;
        if (found) return setComponent(() => found);
        const pause = pauses[times];
        given = pause === undefined;
        if (given) lack(1);
        else timer = setTimeout(() => void attempt(times + 1), pause);
      };
      void attempt(0);
      return () => {
        drawn = false;
        clearTimeout(timer);
        if (given) lack(-1);
      };
    }, [reachable]);
    if (component) return createElement(component, props);
    return Meanwhile ? createElement(Meanwhile) : null;
  }

  return Object.assign(Later, { fetch: () => void fetch() });
}
