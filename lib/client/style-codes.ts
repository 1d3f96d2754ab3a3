/** Why something given as a code is none: it is not eight hex digits, or there are as many as the model takes. */
export type CodeFault = { what: 'shape' | 'many'; text: string };

/**
 * Reads style codes out of what was typed or pasted, apart by spaces or commas, and puts them after those that are
 * there: in capitals, none twice, at most `limit`. What is no code is the fault, and `rest` is what stays to be mended.
 */
export function codesIn(
  text: string,
  there: readonly string[],
  limit: number,
): { codes: readonly string[]; rest: string; fault: CodeFault | null } {
  const words = text.split(/[\s,;，、；]+/).filter((word) => word !== '');
  const given = words.map((word) => word.replace(/^#/, '').toUpperCase());
  const wrong = given.filter((word) => !/^[0-9A-F]{8}$/.test(word));
  const all = [...new Set([...there, ...given.filter((word) => !wrong.includes(word))])];
  const over = all.slice(limit);
  const stays = wrong.length > 0 ? wrong : over;
  const fault: CodeFault | null =
    stays.length === 0 ? null : { what: wrong.length > 0 ? 'shape' : 'many', text: stays.join(', ') };
  return { codes: all.slice(0, limit), rest: stays.join(' '), fault };
}
