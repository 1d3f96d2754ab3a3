'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { buttonClass } from './button';
import { Icon } from './icon';

/** A modal dialog. Load it lazily together with what it shows. `width` in pixels; a phone gets the whole width. */
export function Dialog({
  open,
  onClose,
  title,
  note,
  aside,
  closeLabel,
  width = 480,
  picture,
  footer,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title. */
  note?: string;
  /** Beside the title, before the close button. */
  aside?: ReactNode;
  closeLabel: string;
  width?: number;
  picture?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-stage">
          <Base.Popup className="dialog" style={{ maxInlineSize: width }}>
            <header className="flex items-center gap-3.5 px-5 pt-[18px] pb-3.5">
              {picture}
              <div className="min-w-0 flex-1">
                <Base.Title className="text-[15px] leading-[22px] font-semibold">{title}</Base.Title>
                {note && <Base.Description className="text-caption text-ink-3">{note}</Base.Description>}
              </div>
              {aside}
              <Base.Close
                aria-label={closeLabel}
                className={`${buttonClass('plain', 'normal', true)} -mr-2 self-start`}
              >
                <Icon name="close" />
              </Base.Close>
            </header>
            <div className="min-h-0 overflow-y-auto">{children}</div>
            {footer && <footer className="border-t border-line px-5 pt-3.5 pb-[18px]">{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
