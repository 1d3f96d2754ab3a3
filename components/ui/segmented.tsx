import { useId } from 'react';

type Option<Value> = { value: Value; label: string };

/** One choice of a few, in one row. Native radio buttons, so the arrow keys choose. */
export function Segmented<Value extends string | number>({ label, options, value, onChange, wide = false }: {
  /** The group's accessible name. */
  label: string;
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  wide?: boolean;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={`segmented ${wide ? 'flex' : 'inline-flex'}`}>
      {options.map((option) => (
        <label key={option.value} className={wide ? 'flex-1 px-1' : 'px-3'}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
