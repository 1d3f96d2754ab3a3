const object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A prompt written as an object: `words` say what it shows, `parts` is how many things it places in the picture. */
export type StructuredPrompt = { words: string; parts: number };

/**
 * Reads a structured prompt, the object that magic prompt writes and 4.0 takes whole (shared/upstream/ideogram.md 7.1).
 * Null for everything else, which is words.
 */
export function readStructured(prompt: string): StructuredPrompt | null {
  if (!/^\s*\{/.test(prompt)) return null;
  try {
    const value: unknown = JSON.parse(prompt);
    if (!object(value) || typeof value['high_level_description'] !== 'string') return null;
    const whole = value['compositional_deconstruction'];
    const elements = object(whole) && Array.isArray(whole['elements']) ? whole['elements'] : [];
    return { words: value['high_level_description'], parts: elements.length };
  } catch {
    return null;
  }
}

/** A prompt as a person reads it: of a structured one what it shows, anything else as it stands. */
export const promptWords = (prompt: string): string => readStructured(prompt)?.words ?? prompt;
