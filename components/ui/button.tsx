import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon';

export type ButtonLook = 'bordered' | 'plain' | 'primary' | 'danger';
export type ButtonSize = 'small' | 'normal' | 'large';

const looks: Record<ButtonLook, string> = {
  bordered: 'btn-bordered text-ink bg-sheet hover:bg-well active:bg-press',
  plain: 'text-ink-2 hover:bg-well hover:text-ink active:bg-press',
  primary:
    'bg-ink text-on-ink font-semibold hover:bg-ink-2 aria-disabled:bg-press aria-disabled:text-ink-2 aria-disabled:hover:bg-press',
  danger: 'btn-bordered text-madder bg-sheet hover:bg-well active:bg-press',
};
const heights: Record<ButtonSize, string> = { small: 'h-7', normal: 'h-8', large: 'h-9' };
const paddings: Record<ButtonSize, string> = { small: 'px-2.5', normal: 'px-3', large: 'px-3.5' };
const squares: Record<ButtonSize, string> = { small: 'w-7', normal: 'w-8', large: 'w-9' };

/** The classes of a button, for links that look like one. `square` is for an icon alone. */
export function buttonClass(
  look: ButtonLook = 'bordered',
  size: ButtonSize = 'normal',
  square = false,
): string {
  const base =
    'btn inline-flex items-center justify-center gap-[7px] rounded-field text-label font-medium whitespace-nowrap';
  return `${base} ${heights[size]} ${square ? squares[size] : paddings[size]} ${looks[look]}`;
}

/** A button with words. It is `type="button"` unless told otherwise. */
export function Button({ look, size, icon, className = '', children, ...rest }: ComponentProps<'button'> & {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: IconName;
}) {
  return (
    <button type="button" className={`${buttonClass(look, size)} ${className}`} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that is an icon alone: `label` is its name and its tooltip. */
export function IconButton({ icon, label, look = 'plain', size, filled, className = '', ...rest }: Omit<
  ComponentProps<'button'>,
  'children'
> & {
  icon: IconName;
  label: string;
  look?: ButtonLook;
  size?: ButtonSize;
  filled?: boolean;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      className={`${buttonClass(look, size, true)} ${className}`}
      {...rest}
    >
      <Icon name={icon} filled={filled} />
    </button>
  );
}
