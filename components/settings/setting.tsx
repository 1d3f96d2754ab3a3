import type { ReactNode } from 'react';

/** One setting in a line: its name, what it does, its control. `id` is given to the name, for a control that wants one. */
export function Setting({ id, name, note, children }: {
  id?: string;
  name: string;
  note?: string;
  children: ReactNode;
}) {
  return (
    <div className="setting">
      <p className="min-w-0 flex-1 basis-[180px]">
        <b id={id} className="text-label font-medium">
          {name}
        </b>
        {note && <span className="block text-caption text-ink-3">{note}</span>}
      </p>
      {children}
    </div>
  );
}
