import type { ComponentProps, ReactNode } from 'react';

const frame =
  'flex w-full items-center gap-2 rounded-field bg-sheet text-label font-normal ring-1 ring-inset focus-within:ring-ink-3';

/** A one-line text field with its fault below it. `end` stands inside, at the right. */
export function Field({ fault, end, id, className = '', ...rest }: ComponentProps<'input'> & {
  fault?: string;
  end?: ReactNode;
}) {
  const faultId = fault && id ? `${id}-fault` : undefined;
  return (
    <div>
      <div className={`${frame} h-[34px] pr-1 pl-2.5 ${fault ? 'ring-madder' : 'ring-edge'} ${className}`}>
        <input
          id={id}
          aria-invalid={fault ? true : undefined}
          aria-describedby={faultId}
          className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3"
          {...rest}
        />
        {end}
      </div>
      <FieldFault id={faultId} fault={fault} />
    </div>
  );
}

/** Several lines of text. */
export function TextArea({
  fault,
  id,
  className = '',
  ...rest
}: ComponentProps<'textarea'> & { fault?: string }) {
  const faultId = fault && id ? `${id}-fault` : undefined;
  return (
    <div>
      <textarea
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={faultId}
        className={`${frame} resize-none px-2.5 py-2 outline-none placeholder:text-ink-3 focus:ring-ink-3 ${
          fault ? 'ring-madder' : 'ring-edge'
        } ${className}`}
        {...rest}
      />
      <FieldFault id={faultId} fault={fault} />
    </div>
  );
}

/** A fault said at the control it names. */
export function FieldFault({ id, fault }: { id?: string; fault?: string }) {
  return fault ? (
    <p id={id} role="alert" className="mt-1 text-caption text-madder">
      {fault}
    </p>
  ) : null;
}
