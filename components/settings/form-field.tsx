import type { ReactNode } from 'react';

/** A field with its name over it and, where it helps, one line under it. `id` is the control's. */
export function FormField({ id, name, note, children }: {
  id: string;
  name: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-caption font-medium text-ink-2">
        {name}
      </label>
      {children}
      {note && (
        <p id={`${id}-note`} className="mt-1 text-caption text-ink-3">
          {note}
        </p>
      )}
    </div>
  );
}
