const highest = 2147483647;

/** Any seed that a model takes. */
export const randomSeed = (): number => Math.floor(Math.random() * (highest + 1));

/** The digits of what was typed, within what a seed may be; an empty field is 0. */
export function readSeed(typed: string): number {
  const digits = typed.replace(/\D/g, '').slice(0, 12);
  return Math.min(highest, Number(digits));
}
