import 'server-only';

/**
 * The sandbox's safety check: a prompt with one of these as a whole word is refused with 422. The list is
 * short on purpose: it shows what a refusal looks like, it does not judge. `fault:unsafe` in a prompt does
 * the same (faults.ts).
 */
const prohibitedWords = ['nsfw', 'gore'];

const prohibited = new RegExp(`\\b(?:${prohibitedWords.join('|')})\\b`, 'i');

/** Whether a prompt has one of these words. */
export const isProhibited = (prompt: string): boolean => prohibited.test(prompt);
