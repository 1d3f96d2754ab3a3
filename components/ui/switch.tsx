/** An on and off control with its name outside (`label`) or beside it (`labelledBy`, an element's id). */
export function Switch({ label, labelledBy, describedBy, checked, disabled, onChange }: {
  label?: string;
  labelledBy?: string;
  describedBy?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <input
      type="checkbox"
      role="switch"
      className="switch"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      checked={checked}
      aria-checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
