'use client';

import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';

const looks = {
  ochre: 'bg-ochre-wash [&>svg]:text-ochre',
  well: 'bg-well [&>svg]:text-ink-2',
  madder: 'bg-madder-wash [&>svg]:text-madder',
};

/** One line over the head of the page, one at a time. `title` is said in bold and ends in a full stop. */
export function Banner({ look, icon, title, children, action }: {
  look: keyof typeof looks;
  icon: IconName;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      role="status"
      className={`flex min-h-10 flex-wrap items-start gap-2.5 px-(--gutter) py-2.5 text-label md:flex-nowrap md:items-center md:py-1.5 ${looks[look]}`}
    >
      <Icon name={icon} className="max-md:mt-px" />
      <p className="min-w-[70%] flex-1 md:min-w-0">
        <b className="font-semibold">{title}</b> {children}
      </p>
      {action}
    </div>
  );
}
