import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../lib/schema/error';
import { parseJson } from '../../lib/server/providers/faults';
import { mask } from '../../lib/server/providers/mask';
import { readReply, replyError } from '../../lib/server/providers/replies';
import { canary, connection, incoming, recording } from './recording';

/** One error body as recorded, and what a person is told of it. */
type Recorded = {
  name: string;
  source: string;
  status: number;
  headers: Record<string, string>;
  text: string;
  told: { code: ErrorCode; message: string; fields?: Record<string, string>; retryAfter?: number };
};

const fields = {
  prompt: 'prompt',
  aspect_ratio: 'aspectRatio',
  style_type: 'style',
  model: 'model',
  seed: 'seed',
};
const sender = { connection, fields };
const now = Date.UTC(2026, 10, 21, 12);

const result = z.object({ data: z.array(z.object({ url: z.string() })).min(1) });
const failureOf = (attempt: () => unknown): AppError => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

for (const { name, status, headers, text, told } of recording<Recorded[]>('errors')) {
  test(`tells ${name}`, () => {
    const error = failureOf(() => readReply(incoming(status, text, headers), result, sender));
    const { code, message, fields, retryAfter } = error;
    expect({ code, message, fields, retryAfter }).toEqual({
      fields: undefined,
      retryAfter: undefined,
      ...told,
    });
  });
}

test('Retry-After is seconds or a date, at most an hour, and nonsense is no wait', () => {
  const waits: [string | null, number | undefined][] = [
    ['0', 0],
    ['7', 7],
    ['1.2', 2],
    [' 30 ', 30],
    ['999999999999999999999', 3600],
    [new Date(now + 90_000).toUTCString(), 90],
    [new Date(now - 90_000).toUTCString(), 0],
    [new Date(now + 86_400_000).toUTCString(), 3600],
    ['-5', undefined],
    ['soon', undefined],
    ['1e9', undefined],
    ['NaN', undefined],
    ['', undefined],
    [null, undefined],
  ];
  for (const [header, expected] of waits) {
    const reply = incoming(429, '{}', header === null ? {} : { 'retry-after': header });
    expect(replyError(reply, sender, now).retryAfter, String(header)).toBe(expected);
  }
  const elsewhere = replyError(incoming(503, '', { 'retry-after': '7' }), sender, now);
  expect(elsewhere.retryAfter).toBeUndefined();
});

test('a vendor that echoes the key, in any spelling, does not spread it', () => {
  const base64 = Buffer.from(canary).toString('base64');
  const odd = 'ab/cd+ef 12"34\\gh';
  const spellings: [string, string][] = [
    [canary, canary],
    [base64, canary],
    [`Basic ${base64}`, canary],
    [encodeURIComponent(odd), odd],
    [odd, odd],
  ];
  for (const [spelling, key] of spellings) {
    const own = { connection: { ...connection, key }, fields };
    const bodies = [
      { message: `Incorrect API key provided: ${spelling}. seed` },
      { error: { message: `seed ${spelling}`, type: 'new_api_error', code: '' } },
      { detail: [{ loc: ['seed'], msg: spelling }] },
      `token=${spelling}`,
    ];
    for (const body of bodies) {
      for (const status of [200, 400, 401, 429, 500]) {
        const error = replyError(incoming(status, body), own);
        const everything = JSON.stringify([error.message, error.fields, error.cause]);
        expect(everything).not.toContain(spelling);
        expect(everything).not.toContain(JSON.stringify(spelling).slice(1, -1));
      }
    }
  }
});

test('anything that looks like a key is masked, and words are not', () => {
  const masked: [string, string][] = [
    ['Incorrect key sk-abcd***wxyz given', 'Incorrect key … given'],
    ['Bearer abcdef123456 is not valid', 'Bearer … is not valid'],
    ['api_key: "abc123"', 'api_key: …"'],
    ['see /x/9f8e7d6c5b4a39281706f5e4d3c2b1a0', 'see …'],
    ['use pre_consume_token_quota_failed_for_this', 'use pre_consume_token_quota_failed_for_this'],
    ['Please verify your API Token is valid', 'Please verify your API Token is valid'],
    ['not valid (request id: 2025112009301122abc)', 'not valid'],
    ['traceid: 4bf92f3577b34da6 failed', 'failed'],
    ['失败（请求ID：20251120093011）', '失败'],
  ];
  for (const [text, expected] of masked) expect(mask(text, canary).trim()).toBe(expected);
  expect(mask('the sandbox said no', 'sandbox')).toBe('the sandbox said no');
});

test('a message is one short inert line', () => {
  const hostile = `\u001b[31mno\r\n\u202egnp\u0000 ${'<b>x</b> '.repeat(5000)}`;
  const { message } = replyError(incoming(400, { error: hostile }), sender);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(message.length).toBeLessThan(320);
  expect(replyError(incoming(400, { error: '\u{1F408}'.repeat(1000) }), sender).message.isWellFormed()).toBe(
    true,
  );
});

test('masking a megabyte of hostile text ends', () => {
  for (const piece of ['(request id: ', 'bearer  ', 'token:  ', 'sk-', '<', 'a1', '（请求ID', '. ']) {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    expect(replyError(incoming(400, text), sender)).toBeInstanceOf(AppError);
  }
});

test('no body, status or header makes reading throw anything but an AppError', () => {
  const words = fc.oneof(
    fc.constantFrom('error', 'message', 'detail', 'code', 'type', 'param', 'data', 'invalid_fields', 'title'),
    fc.constantFrom(
      'reject_reason',
      'retry_after',
      'loc',
      'msg',
      'errors',
      'url',
      '__proto__',
      'seed',
      canary,
    ),
    fc.constantFrom('new_api_error', 'insufficient_user_quota', 'bad_response_status_code', '502'),
  );
  const statuses = fc.constantFrom(200, 302, 400, 401, 403, 404, 422, 429, 500, 503);
  const { body } = fc.letrec((tie) => ({
    body: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      words,
      fc.array(tie('body'), { maxLength: 4 }),
      fc.dictionary(words, tie('body'), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.oneof(
        body.map((value) => JSON.stringify(value) ?? ''),
        fc.string({ unit: 'binary' }),
      ),
      fc.oneof(statuses, fc.integer({ min: 100, max: 999 })),
      fc.stringMatching(/^[ -~]{0,20}$/),
      (text, status, wait) => {
        let error: unknown;
        try {
          readReply(incoming(status, text, { 'retry-after': wait }), result, sender);
          expect(status >= 200 && status <= 299).toBe(true);
          return;
        } catch (thrown) {
          error = thrown;
        }
        if (!(error instanceof AppError)) throw error;
        expect(JSON.stringify([error.message, error.fields, error.cause])).not.toContain(canary);
        if (status < 400 || status === 409) expect(error.code).toBe('unknown_outcome');
        if (error.retryAfter !== undefined)
          expect(error.retryAfter >= 0 && error.retryAfter <= 3600).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a body is parsed as deep as any vendor nests, brackets in words not counted, and no deeper', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(parseJson(nested(200))).toBeDefined();
  expect(parseJson(nested(201))).toBeUndefined();
  expect(parseJson(`[${'[],'.repeat(500)}{}]`)).toHaveLength(501);
  const words = `${'['.repeat(300)}\\"${'{'.repeat(300)}`;
  expect(parseJson(`{"said":"${words}","${words}":1}`)).toEqual({ said: JSON.parse(`"${words}"`), [JSON.parse(`"${words}"`)]: 1 });
  expect(parseJson(`"${'['.repeat(300)}`)).toBeUndefined();
});

test('too much in flight says how much may be, where it is told', () => {
  const crowded = (body: object, status = 429) => replyError(incoming(status, body), { connection });
  expect(crowded({ error: 'Too many.', reject_reason: 'inflight_limit', max_inflight_requests: 3 })).toMatchObject({ code: 'rate_limited', slots: 3 });
  expect(crowded({ error: 'Too many.', reject_reason: 'inflight_limit' })).toMatchObject({ code: 'rate_limited', slots: 0 });
  expect(crowded({ error: { code: 'token_concurrency_limit_reached', message: 'x', type: 'new_api_error' } })).toMatchObject({ slots: 0 });
  expect(crowded({ error: 'Slow down.' }).slots).toBeUndefined();
  expect(crowded({ error: 'x', reject_reason: 'inflight_limit', max_inflight_requests: 'three' })).toMatchObject({ slots: 0 });
  expect(crowded({ error: 'no', max_inflight_requests: 3 }, 400).slots).toBeUndefined();
});
