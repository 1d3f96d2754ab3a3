import 'server-only';
import compile from 'icu-minify/compile';
import { cookies, headers } from 'next/headers';
import { createTranslator } from 'use-intl/core';
import en from '@/lib/client/messages/en.json';
import zhCN from '@/lib/client/messages/zh-CN.json';
import { chooseLocale, localeCookie, type Locale, type Messages } from '@/lib/client/locale';

const sources: Record<Locale, Messages> = { en, 'zh-CN': zhCN };
const compiled = new Map<Locale, Messages>();

// Compiled once, so that the browser gets a formatter of 1 KiB and no parser (next.config.ts chooses it). Through
// JSON, because the compiler's objects have no prototype and React refuses such props.
function compileTree(value: unknown): unknown {
  if (typeof value === 'string') return JSON.parse(JSON.stringify(compile(value)));
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, compileTree(inner)]));
}

/** The page's messages in a language, compiled; the shape of the source file stands for them in types. */
export function messagesFor(locale: Locale): Messages {
  const known = compiled.get(locale) ?? (compileTree(sources[locale]) as Messages);
  if (process.env.NODE_ENV === 'production') compiled.set(locale, known);
  return known;
}

/** The language of this request. */
export async function requestLocale(): Promise<Locale> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return chooseLocale(jar.get(localeCookie)?.value, head.get('accept-language'));
}

/** Translations for a server component or a page's metadata. */
export async function serverTranslations<Namespace extends keyof Messages>(namespace: Namespace) {
  const locale = await requestLocale();
  return createTranslator({ locale, messages: messagesFor(locale), namespace });
}
