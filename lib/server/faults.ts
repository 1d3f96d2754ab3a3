import 'server-only';
import { z } from 'zod';
import { AppError, type FieldFaults } from '@/lib/schema/error';

const kinds: Record<string, string> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  object: 'must be an object',
  record: 'must be an object',
  array: 'must be a list',
};

/** A fault as the end of a sentence that begins with the field's name; a schema's own words go first. */
function phrase(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : (kinds[issue.expected] ?? 'is not valid');
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'must not be empty';
      return `must be at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be ${list(issue.values)}`;
    case 'unrecognized_keys':
      return 'is not known here';
    default:
      return 'is not valid';
  }
}

const unit = (origin: string) =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' in number' : '';

const list = (values: readonly unknown[]) =>
  values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`;

/** Every fault by its field's path, joined with dots; unknown fields by their own name; `whole` names a fault of the value itself. */
export function faultsOf(error: z.ZodError, whole: string): FieldFaults {
  const found: [string, string][] = [];
  collect(error.issues, [], whole, found);
  return Object.fromEntries(found);
}

function collect(
  issues: readonly z.core.$ZodIssue[],
  base: PropertyKey[],
  whole: string,
  found: [string, string][],
): void {
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    const closest = issue.code === 'invalid_union' ? nearest(issue.errors) : undefined;
    if (closest) {
      collect(closest, path, whole, found);
    } else if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) found.push([[...path, key].join('.'), issue.message]);
    } else {
      found.push([path.map(String).join('.') || whole, issue.message]);
    }
  }
}

/** The alternative a person most likely meant: the one with the fewest faults. */
const nearest = (branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined =>
  branches.toSorted((one, two) => one.length - two.length)[0];

/** Throws `invalid_input` for these fields; the first one is told in the message. */
export function refuse(fields: FieldFaults): never {
  const [first, ...others] = Object.entries(fields);
  const told = first ? `${first[0]} ${first[1]}` : 'The request is not valid';
  throw new AppError(
    'invalid_input',
    others.length === 0 ? `${told}.` : `${told} (and ${others.length} more).`,
    { fields },
  );
}

/** Parses, or throws `invalid_input` with a fault for every field. `whole` is what the value is called. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, whole: string): T {
  const unclean = uncleanText(value, []);
  if (unclean) refuse({ [unclean.join('.') || whole]: 'holds a character that cannot be stored' });
  const parsed = schema.safeParse(value, { error: phrase });
  return parsed.success ? parsed.data : refuse(faultsOf(parsed.error, whole));
}

/** The path of the first text with a NUL or half a surrogate pair: PostgreSQL refuses both, so nobody may send them. */
function uncleanText(value: unknown, path: string[]): string[] | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const inner = uncleanText(part, [...path, key]);
    if (inner) return inner;
  }
  return null;
}
