import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import compile from 'icu-minify/compile';
import { chooseLocale, locales } from '@/lib/client/locale';

type Tree = { [key: string]: string | Tree };

const read = (locale: string): Tree =>
  JSON.parse(readFileSync(path.join(process.cwd(), `lib/client/messages/${locale}.json`), 'utf8')) as Tree;

const flat = (tree: Tree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : flat(value, `${at}${key}.`),
  );

/** The names a message takes, whatever it does with them, out of its compiled form. */
function names(compiled: unknown): string[] {
  if (!Array.isArray(compiled)) return [];
  const found = compiled.flatMap((node: unknown) => {
    if (!Array.isArray(node)) return [];
    const [name, , ...options] = node as [string, ...unknown[]];
    const branches = options.flatMap((option) => (typeof option === 'object' && option !== null ? Object.values(option) : []));
    return [name, ...branches.flatMap(names)];
  });
  return [...new Set(found)].toSorted();
}

const english = new Map(flat(read('en')));

for (const locale of locales) {
  test(`${locale} has every message, each with the names of the English one, and each compiles`, () => {
    const messages = new Map(flat(read(locale)));
    expect([...messages.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [key, message] of messages) {
      expect(message.trim(), key).not.toBe('');
      expect(names(compile(message)), key).toEqual(names(compile(english.get(key) ?? '')));
    }
  });
}

test('the cookie wins, then the first language we can serve', () => {
  expect(chooseLocale('zh-CN', 'en')).toBe('zh-CN');
  expect(chooseLocale('fr', 'fr-FR, zh-TW;q=0.8, en;q=0.5')).toBe('zh-CN');
  expect(chooseLocale(undefined, 'de, en-GB;q=0.7, zh;q=0.3')).toBe('en');
  expect(chooseLocale(undefined, null)).toBe('en');
});
