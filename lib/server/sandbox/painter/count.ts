import 'server-only';
import type { Mention } from './vocabulary';

const english: Record<string, number> = {
  one: 1,
  single: 1,
  lone: 1,
  solitary: 1,
  two: 2,
  pair: 2,
  couple: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
};
const chinese: Record<string, number> = {
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

/** Words for many things at once: "a bouquet" says nothing of how many. */
const collective = /forest|wood|jungle|bouquet|fruit|still life|s$/iu;

function nearWords(before: string): string[] {
  if (/[,.;:!?，。；：]\s*$/u.test(before)) return [];
  const words = before.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(-3).toReversed();
}

/** The number right before the thing ("three ripe pears", "三只梨", "3 boats"), 1–12, or null. */
export function readCount(text: string, things: readonly Mention[]): number | null {
  for (const { at, word } of things) {
    const before = text.slice(0, at);
    if (/\p{Script=Han}/u.test(word)) {
      const found = before.match(
        /([一二两三四五六七八九十]|\d{1,2})\s*[只个條条艘片朵颗棵座尾位匹叶盏枚株枝头]?[\p{Script=Han}]{0,3}$/u,
      )?.[1];
      if (found !== undefined) return limit(chinese[found] ?? Number(found));
    }
    const number = nearWords(before).find((part) => english[part] !== undefined || /^\d{1,2}$/u.test(part));
    if (number !== undefined) return limit(english[number] ?? Number(number));
  }
  const single = things.some(
    ({ at, word }) =>
      !collective.test(word) &&
      nearWords(text.slice(0, at))
        .slice(0, 2)
        .some((part) => part === 'a' || part === 'an'),
  );
  return single ? 1 : null;
}

function limit(value: number): number | null {
  return value >= 1 && Number.isFinite(value) ? Math.min(12, value) : null;
}
