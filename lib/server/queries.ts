import 'server-only';
import { z } from 'zod';
import { imageSize } from '@/lib/schema/image';
import { spendingBy } from '@/lib/schema/spending';

/** A page's place as callers see it: opaque, and only ever one that a page gave out. */
export const cursorOf = (n: number): string => Buffer.from(String(n)).toString('base64url');

export const cursor = z
  .string()
  .max(32)
  .transform((text, context) => {
    const n = Number(Buffer.from(text, 'base64url').toString());
    if (Number.isSafeInteger(n) && n >= 0 && cursorOf(n) === text) return n;
    context.addIssue({ code: 'custom', message: 'is not a cursor that a page gave' });
    return z.NEVER;
  });

/** A whole number in an address. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max));

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const search = z.string().max(500).default('');
/** Seconds that an answer may be held back until something happens. */
const wait = whole(0, 25).default(0);

export const runQuery = z.strictObject({
  q: search,
  cursor: cursor.optional(),
  limit: whole(1, 200).default(60),
});
export const imageQuery = runQuery;
export const taskQuery = z.strictObject({
  open: flag.default(false),
  cursor: cursor.optional(),
  limit: whole(1, 200).default(60),
});
export const changesQuery = z.strictObject({ since: whole(0, Number.MAX_SAFE_INTEGER), wait });
const day = z.iso.date('must be a day such as 2026-11-22');
export const daysQuery = z.strictObject({ from: day.optional(), to: day.optional() });
export const spendingQuery = daysQuery.extend({ by: spendingBy.default('day') });
export const waitQuery = z.strictObject({ wait });
export const fileQuery = z.strictObject({
  size: imageSize.default('preview'),
  download: flag.default(false),
});

const id = z.string().regex(/^[\w-]{1,64}$/);
export const byId = z.object({ id });
/** Share files: the token is 32 bytes in base64url, the index counts the share's pictures from 0. */
export const byToken = z.object({
  token: z.string().regex(/^[\w-]{43}$/),
  index: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number),
});
