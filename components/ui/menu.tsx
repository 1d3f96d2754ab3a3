'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** A menu that hangs under its button. Load it lazily. `anchor` is the button; focus goes back to it. */
export function Menu({ anchor, open, onClose, label, align = 'end', children }: {
  anchor: HTMLElement | null;
  open: boolean;
  onClose: () => void;
  label: string;
  align?: 'start' | 'end';
  children: ReactNode;
}) {
  return (
    <Base.Root
      open={open}
      modal={false}
      onOpenChange={(next, details) => {
        const { target } = details.event;
        if (details.reason === 'outside-press' && target instanceof Node && anchor?.contains(target)) return;
        if (!next) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} align={align} sideOffset={6} collisionPadding={8} className="panel-seat">
          <Base.Popup className="menu" aria-label={label} finalFocus={{ current: anchor }}>
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

/** One choice of a named few; the chosen one carries a tick. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; lang?: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-caption text-ink-3">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick lang={option.lang}>
            <span className="w-4">
              <Base.RadioItemIndicator>
                <Icon name="check" />
              </Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuToggle({ checked, onChange, children }: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Base.CheckboxItem className="menu-item" checked={checked} onCheckedChange={onChange}>
      <span className="w-4">
        <Base.CheckboxItemIndicator>
          <Icon name="check" />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
