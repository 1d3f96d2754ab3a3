import 'server-only';

/** A source of numbers in [0, 1), the same series for the same start. */
export type Random = () => number;

/** A smooth value in about [0, 1) for every point of the plane. */
export type Field = (x: number, y: number, octaves?: number) => number;

/** A 32-bit number out of a text (FNV-1a); equal texts give equal numbers on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Mulberry32. */
export function randomFrom(start: number): Random {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of the list, by the next number of the series. */
export function pick<Item>(list: readonly Item[], random: Random): Item {
  const item = list[Math.floor(random() * list.length)] ?? list[0];
  if (item === undefined) throw new RangeError('pick needs a list with something in it');
  return item;
}

/** One of the list, counted round and round. */
export function turn<Item>(list: readonly Item[], index: number): Item {
  const size = list.length;
  const item = list[((Math.floor(index) % size) + size) % size];
  if (item === undefined) throw new RangeError('turn needs a list with something in it');
  return item;
}

/** The value at `share` of the way. */
export function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** The value, kept within `low` and `high`. */
export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, value));
}

/** Value noise, summed over octaves. */
export function fieldFrom(start: number): Field {
  const random = randomFrom(start);
  const grid = Float64Array.from({ length: 4096 }, random);
  const at = (x: number, y: number): number => grid[(x & 63) * 64 + (y & 63)] ?? 0;
  const smooth = (share: number): number => share * share * (3 - 2 * share);
  const single = (x: number, y: number): number => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const across = smooth(x - column);
    const down = smooth(y - row);
    const top = between(at(column, row), at(column + 1, row), across);
    const bottom = between(at(column, row + 1), at(column + 1, row + 1), across);
    return between(top, bottom, down);
  };
  return (x, y, octaves = 4) => {
    let sum = 0;
    let amplitude = 0.5;
    let frequency = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += amplitude * single(x * frequency, y * frequency);
      amplitude /= 2;
      frequency *= 2;
    }
    return sum;
  };
}

/** The value led back into 0…size − 1, to and fro as between two mirrors. */
export function fold(value: number, size: number): number {
  const period = Math.max(1, size * 2 - 2);
  const at = Math.abs(value) % period;
  return at < size ? at : period - at;
}
