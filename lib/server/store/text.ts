import 'server-only';

/** Text as both engines can keep it: no NUL, no half of a surrogate pair. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/**
 * Text as search compares it, so that both engines agree on every alphabet: compatibility forms, case, final
 * sigma and runs of white space made one.
 */
export const fold = (text: string): string =>
  storable(text).normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').replace(/\s+/gu, ' ').trim();
