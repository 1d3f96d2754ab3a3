import 'server-only';
import { styles } from '@/lib/schema/choices';
import { fold } from './text';

/**
 * A condition of a search. `not`: pictures that do not meet it. Texts are folded; times are epoch
 * milliseconds.
 */
export type Term = { not: boolean } & (
  | { kind: 'text' | 'model' | 'style' | 'connection'; value: string }
  | { kind: 'ratio'; value: readonly [width: number, height: number] }
  | { kind: 'seed'; value: number }
  | { kind: 'is'; value: 'favourite' | 'upload' | 'sandbox' | 'deleted' }
  | { kind: 'before' | 'after'; value: number }
);

/**
 * What to find. Texts, `is`, dates and everything with `not` must all hold; several models, styles,
 * connections, ratios or seeds mean any of them. Pictures in the trash are only found by `is:deleted`.
 */
export type ImageQuery = { terms: Term[] };

const lengthLimit = 1000;
const termLimit = 40;
const token = /(-?)(?:(\p{L}+):)?(?:["“”]([^"“”]*)(?:["“”]|$)|(\S+))/gu;

/**
 * Reads what a person typed. Never throws: a key that is unknown, or whose value makes no sense, is a word.
 * Words stand anywhere in the prompt, the used prompt or the name, in any case; `"a phrase"` keeps its
 * spaces; `-` before a term turns it round; dates are UTC, `after:` takes in its day. Cut at 1000 characters
 * and 40 terms.
 */
export function parseQuery(text: string): ImageQuery {
  const terms: Term[] = [];
  for (const [whole, minus = '', key = '', phrase, bare] of fold(text.slice(0, lengthLimit)).matchAll(
    token,
  )) {
    if (terms.length === termLimit) break;
    const not = minus === '-' && whole !== '-';
    const value = (phrase ?? bare ?? '').trim();
    const known = key === '' ? undefined : keyed(not, key, value);
    const word = key === '' && whole !== '-' ? value : whole.slice(not ? 1 : 0).trim();
    if (known) terms.push(known);
    else if (word !== '') terms.push({ kind: 'text', value: word, not });
  }
  return { terms };
}

function keyed(not: boolean, key: string, value: string): Term | undefined {
  switch (key) {
    case 'model':
    case 'connection':
      return value === '' ? undefined : { kind: key, value, not };
    case 'style':
      return (styles as readonly string[]).includes(value) ? { kind: key, value, not } : undefined;
    case 'seed':
      return /^\d{1,10}$/.test(value) ? { kind: key, value: Number(value), not } : undefined;
    case 'ratio': {
      const [, width, height] = /^([1-9]\d{0,2})[:x×]([1-9]\d{0,2})$/.exec(value) ?? [];
      return width && height ? { kind: key, value: [Number(width), Number(height)], not } : undefined;
    }
    case 'is': {
      const mark = marks[value];
      return mark && { kind: key, value: mark, not };
    }
    case 'before':
    case 'after': {
      const start = day(value);
      return start === null ? undefined : { kind: key, value: start, not };
    }
    default:
      return undefined;
  }
}

const marks: Partial<Record<string, Extract<Term, { kind: 'is' }>['value']>> = Object.assign(
  Object.create(null),
  {
    favourite: 'favourite',
    favorite: 'favourite',
    upload: 'upload',
    sandbox: 'sandbox',
    deleted: 'deleted',
  },
);

/** The first moment of a day written YYYY-MM-DD, or null when there is no such day. */
function day(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const start = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text ? null : start;
}
