'use client';

import { Toast as Base } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { Button, IconButton } from './button';
import { Icon } from './icon';
import { Kbd } from './kbd';
import { takeToasts, type Toast } from './toast';

const manager = Base.createToastManager<Toast>();

function add(toast: Toast): void {
  const fault = toast.kind === 'fault';
  manager.add({
    title: toast.title,
    data: toast,
    priority: fault ? 'high' : 'low',
    timeout: toast.timeout ?? (fault ? 0 : toast.action ? 10_000 : 6_000),
  });
}

/** At most three toasts, bottom left; above the box on a phone. Hover and focus hold their time. */
export function Toaster({ closeLabel, regionLabel }: { closeLabel: string; regionLabel: string }) {
  useEffect(() => takeToasts(add), []);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="toasts" aria-label={regionLabel}>
          <List closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List({ closeLabel }: { closeLabel: string }) {
  const { toasts, close } = Base.useToastManager<Toast>();
  return toasts.map((toast) => {
    const { kind, action, picture } = toast.data ?? {};
    return (
      <Base.Root key={toast.id} toast={toast} swipeDirection={['left', 'down']} className="toast">
        {picture && <span className="h-7 w-10 shrink-0 overflow-hidden rounded-print">{picture}</span>}
        {kind === 'done' && <Icon name="check" className="text-accent" />}
        {kind === 'fault' && <Icon name="refused" className="text-madder" />}
        <Base.Title className="min-w-0 flex-1 text-label font-normal" />
        {action && (
          <Button
            look="plain"
            size="small"
            onClick={() => {
              action.run();
              close(toast.id);
            }}
          >
            {action.label}
            {action.keys && <Kbd>{action.keys}</Kbd>}
          </Button>
        )}
        {(!action || kind === 'fault') && (
          <IconButton icon="close" label={closeLabel} size="small" onClick={() => close(toast.id)} />
        )}
      </Base.Root>
    );
  });
}
