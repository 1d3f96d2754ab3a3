import 'server-only';
import { z } from 'zod';
import { parseJson } from './faults';

const words = z.string().nullish().catch(null);

/**
 * What is read of a structured prompt (shared/upstream/ideogram.md 7.1, V4JsonPrompt). Anything beside the first field
 * may be missing or odd: it costs a sentence, not the rest.
 */
const structured = z.looseObject({
  high_level_description: z.string(),
  compositional_deconstruction: z
    .object({
      background: words,
      elements: z
        .array(z.object({ type: words, text: words, desc: words }).nullable().catch(null))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  style_description: z
    .object({ aesthetics: words, art_style: words, lighting: words, medium: words, photo: words })
    .nullish()
    .catch(null),
});

/** Whether a value is a structured prompt. */
export const isStructured = (value: unknown): boolean => structured.safeParse(value).success;

/** The structured prompt that a text is: a JSON object with `high_level_description`; null for any other text. */
export function structuredPrompt(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith('{')) return null;
  const value = parseJson(text);
  // As it was written: a field that is not read here is the vendor's to judge.
  return isStructured(value) ? (value as Record<string, unknown>) : null;
}

/** A structured prompt as sentences that any model can use; '' when it says nothing. */
export function sentencesOf(prompt: unknown): string {
  const parsed = structured.safeParse(prompt);
  if (!parsed.success) return '';
  const { high_level_description: whole, compositional_deconstruction: parts } = parsed.data;
  const { aesthetics, art_style, lighting, medium, photo } = parsed.data.style_description ?? {};
  const elements = (parts?.elements ?? []).map((element) => {
    const lettering = element?.type === 'text' && element.text ? `The words “${element.text}”` : '';
    return [lettering, element?.desc].filter(Boolean).join(': ');
  });
  return [whole, parts?.background, ...elements, medium, art_style, aesthetics, lighting, photo]
    .map((part) => part?.trim() ?? '')
    .filter(Boolean)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .map((part) => (/[.!?。！？…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

/** Answers of magic prompt: the structured prompt, laid out to be read and changed by a person. */
export const laidOut = (prompt: Record<string, unknown>): string =>
  // A box of four numbers stays on its line. A line break is never part of a string here, so only lists are met.
  JSON.stringify(prompt, null, 2).replace(
    /\[\n\s+(\d+(?:,\n\s+\d+)*)\n\s+\]/g,
    (_list, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`,
  );
