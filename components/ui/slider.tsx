import type { CSSProperties } from 'react';

/** A whole-number slider on a hairline. Native range input: arrows, Page and Home keys are the browser's. */
export function Slider({ label, min, max, step = 1, value, onChange, valueText }: {
  label: string;
  min: number;
  max: number;
  step?: number;
  value: number;
  onChange: (value: number) => void;
  /** What a screen reader says instead of the bare number. */
  valueText?: string;
}) {
  const part = { '--part': `${((value - min) / (max - min)) * 100}%` } as CSSProperties;
  return (
    <input
      type="range"
      className="slider"
      style={part}
      aria-label={label}
      aria-valuetext={valueText}
      min={min}
      max={max}
      step={step}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    />
  );
}
