'use client';

import { Popover } from '@base-ui/react/popover';
import type { CSSProperties, ReactNode } from 'react';

/** Why a panel was closed: `restore` is Esc, which takes back what was tried. */
export type PanelEnd = 'keep' | 'restore';

/**
 * A small panel that hangs under its button, a sheet at the foot on a phone. Load it lazily. Enter keeps, as does Tab
 * past its end, Esc restores; focus goes back to the button. `anchor` is the button; `width` in pixels.
 */
export function Panel({
  anchor,
  open,
  onEnd,
  title,
  aside,
  label,
  width,
  align = 'start',
  side = 'bottom',
  children,
}: {
  anchor: HTMLElement | null;
  open: boolean;
  onEnd: (end: PanelEnd) => void;
  title?: string;
  /** What the choice comes to, right of the title. */
  aside?: ReactNode;
  /** The accessible name, when there is no title. */
  label?: string;
  width?: number;
  align?: 'start' | 'end';
  side?: 'bottom' | 'top';
  children: ReactNode;
}) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, details) => {
        const { target } = details.event;
        // A press on the button itself is the button's to answer, or the panel would close and open again.
        if (details.reason === 'outside-press' && target instanceof Node && anchor?.contains(target)) return;
        if (!next) onEnd(details.reason === 'escape-key' ? 'restore' : 'keep');
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="panel-seat"
          onFocus={({ target }) => {
            // The guards around the popup lead on only from a trigger of the library's own; here focus would stay on them.
            if (!target.hasAttribute('data-base-ui-focus-guard')) return;
            anchor?.focus();
            onEnd('keep');
          }}
        >
          <Popover.Popup
            className="panel"
            style={{ '--panel-width': width ? `${width}px` : 'auto' } as CSSProperties}
            finalFocus={{ current: anchor }}
            aria-label={title ? undefined : label}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey)
                return;
              if (event.target instanceof HTMLInputElement) {
                event.preventDefault();
                onEnd('keep');
              }
            }}
          >
            {title && (
              <div className="mb-2.5 flex justify-between gap-3">
                <Popover.Title className="text-label font-semibold">{title}</Popover.Title>
                {aside !== undefined && <span className="text-caption text-ink-3">{aside}</span>}
              </div>
            )}
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
