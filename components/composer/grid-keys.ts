import type { KeyboardEvent } from 'react';

const boxOf = (radio: Element): DOMRect => (radio.closest('label') ?? radio).getBoundingClientRect();

/**
 * Up and Down in a grid of native radio buttons move to the nearest one of the next row as it is drawn; Left and Right
 * are the browser's. Put it on the group. Any key is left alone that is not one of the two.
 */
export function moveByRow(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  const up = key === 'ArrowUp';
  if ((!up && key !== 'ArrowDown') || !(target instanceof HTMLInputElement) || target.type !== 'radio') return;
  event.preventDefault();
  const from = boxOf(target);
  let nearest: HTMLInputElement | null = null;
  let least = Infinity;
  for (const radio of currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
    const box = boxOf(radio);
    const rise = up ? from.top - box.bottom : box.top - from.bottom;
    // A row further away weighs more than any step aside.
    const distance = rise * 100 + Math.abs(box.left + box.width / 2 - from.left - from.width / 2);
    if (rise >= -2 && distance < least) [nearest, least] = [radio, distance];
  }
  nearest?.focus();
  nearest?.click();
}

/** Brings what is chosen into sight when a group that scrolls is opened; a ref for the group. */
export function showChosen(group: HTMLElement | null): void {
  group?.querySelector('label:has(:checked)')?.scrollIntoView({ block: 'nearest' });
}
