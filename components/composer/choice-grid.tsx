import type { ReactNode } from 'react';
import { moveByRow } from './grid-keys';

/** One choice of several, in a grid of native radio buttons under `className`; `children` draws one. */
export function ChoiceGrid<Value extends string>({
  label,
  name,
  columns,
  className,
  options,
  chosen,
  onChoose,
  children,
}: {
  /** The group's accessible name. */
  label: string;
  name: string;
  columns: number;
  className: string;
  options: readonly Value[];
  chosen: Value | null;
  onChoose: (value: Value) => void;
  children: (value: Value) => ReactNode;
}) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={className}
      onKeyDown={(event) => moveByRow(event, columns)}
    >
      {options.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          {children(value)}
        </label>
      ))}
    </div>
  );
}
