'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

const landmarks = 'main, dialog, [role=dialog]';

/**
 * A menu that hangs under its button. Load it lazily. `anchor` is the button; focus goes back to it. While it is open a
 * veil takes every press outside, and Tab closes it: its library's focus guards lead on only from a trigger of its own,
 * without one focus would stay on them. It stands in the landmark of its button, for who moves from one to the next.
 */
export function Menu({ anchor, open, onClose, label, align = 'end', children }: {
  anchor: HTMLElement | null;
  open: boolean;
  onClose: () => void;
  label: string;
  align?: 'start' | 'end';
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} modal={false} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal container={anchor?.closest<HTMLElement>(landmarks) ?? undefined} className="contents">
        <Base.Backdrop className="panel-seat fixed inset-0" />
        <Base.Positioner
          anchor={anchor}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="panel-seat"
        >
          <Base.Popup
            className="menu"
            aria-label={label}
            finalFocus={{ current: anchor }}
            onKeyDown={(event) => {
              if (event.key !== 'Tab') return;
              event.preventDefault();
              onClose();
            }}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ icon, onSelect, danger = false, children }: {
  icon?: IconName;
  onSelect: () => void;
  danger?: boolean;
  children: ReactNode;
}) {
  return (
    <Base.Item className={`menu-item ${danger ? 'text-madder' : ''}`} onClick={onSelect}>
      {icon && <Icon name={icon} />}
      {children}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
