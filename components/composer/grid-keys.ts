import type { KeyboardEvent } from 'react';

/**
 * Up and Down in a grid of native radio buttons move by a row; Left and Right are the browser's. Put it on the group.
 * Any key is left alone that is not one of the two.
 */
export function moveByRow(event: KeyboardEvent<HTMLElement>, columns: number): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const radios = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  const at = radios.findIndex((radio) => radio === event.target);
  const next = radios[at + (event.key === 'ArrowUp' ? -columns : columns)];
  next?.focus();
  next?.click();
}
