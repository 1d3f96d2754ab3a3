import type { ReactNode } from 'react';
import { moveByRow, showChosen } from './grid-keys';

/**
 * One choice of several, in a grid of native radio buttons under `className`; `children` draws one. What is chosen when
 * it opens is scrolled into sight.
 */
export function ChoiceGrid<Value extends string>({
  label,
  name,
  className,
  itemClass,
  groups,
  options = [],
  chosen,
  onChoose,
  children,
}: {
  /** The group's accessible name. */
  label: string;
  name: string;
  className: string;
  itemClass?: string;
  /** The options under headings, instead of `options`. */
  groups?: readonly { title: string; options: readonly Value[] }[];
  options?: readonly Value[];
  chosen: Value | null;
  onChoose: (value: Value) => void;
  children: (value: Value) => ReactNode;
}) {
  const item = (value: Value) => (
    <label key={value} className={itemClass}>
      <input
        type="radio"
        name={name}
        className="sr-only"
        checked={value === chosen}
        onChange={() => onChoose(value)}
      />
      {children(value)}
    </label>
  );
  return (
    <div ref={showChosen} role="radiogroup" aria-label={label} className={className} onKeyDown={moveByRow}>
      {groups
        ? groups.map(({ title, options: own }) => (
            <div key={title} role="group" aria-label={title}>
              <p aria-hidden="true">{title}</p>
              {own.map(item)}
            </div>
          ))
        : options.map(item)}
    </div>
  );
}
