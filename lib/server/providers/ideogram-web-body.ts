import 'server-only';
import { parseJson } from './faults';
import type { Json } from './provider';

/** What stands for a placeholder; an undefined one takes its property away. */
export type Values = Record<string, string | number | undefined>;

/** A string of JSON as a whole, or a placeholder outside of any. */
const stringOrBare = /"(?:[^"\\]|\\.)*"|\{\{\s*([^{}"]*?)\s*\}\}/gs;
const braces = /\{\{|\}\}/;
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * A template's body as JSON in which every placeholder stands in a string. Text may name one with quotes or without:
 * what is filled in brings its own. `fault` says what is wrong with it.
 */
export function readBody(written: string | Json): { json: Json } | { fault: string } {
  const json =
    typeof written === 'string'
      ? (parseJson(
          written.replace(stringOrBare, (found, name?: string) => (name === undefined ? found : `"{{${name}}}"`)),
        ) as Json | undefined)
      : written;
  if (json === undefined) return { fault: 'is not JSON once its placeholders are filled' };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { fault: 'must be a JSON object' };
  const stray = [...strings(json)].find(({ text, isKey }) => braces.test(isKey ? text : text.replace(placeholder, '')));
  if (!stray) return { json };
  return { fault: stray.isKey ? 'names a property by a placeholder' : 'holds braces that are no whole placeholder' };
}

/** The placeholders that a body names, each once. */
export const placeholdersIn = (body: Json): string[] => [
  ...new Set([...strings(body)].flatMap(({ text }) => [...text.matchAll(placeholder)].map(([, name = '']) => name))),
];

/**
 * The body to send. A string that is one placeholder becomes its value, number or text; within a longer string it is
 * put in as text. Whatever names a value that is not set is left out, and so is an object or a list that this emptied.
 */
export const fillBody = (body: Json, values: Values): Json => filled(body, values) ?? {};

function filled(node: Json, values: Values): Json | undefined {
  if (typeof node === 'string') return filledText(node, values);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).flatMap(([key, value]) => {
    const now = filled(value, values);
    return now === undefined ? [] : [[key, now] as const];
  });
  if (kept.length === 0 && Object.keys(node).length > 0) return undefined;
  return Array.isArray(node) ? kept.map(([, value]) => value) : Object.fromEntries(kept);
}

function filledText(text: string, values: Values): Json | undefined {
  const names = [...text.matchAll(placeholder)].map(([, name = '']) => name);
  if (names.some((name) => values[name] === undefined)) return undefined;
  const [only] = names;
  if (only !== undefined && names.length === 1 && text.replace(placeholder, '') === '') return values[only];
  return text.replace(placeholder, (_, name: string) => String(values[name]));
}

function* strings(node: Json): Generator<{ text: string; isKey: boolean }> {
  if (typeof node === 'string') yield { text: node, isKey: false };
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (!Array.isArray(node)) yield { text: key, isKey: true };
    yield* strings(value);
  }
}
