import { errorCodes } from '@/lib/schema/error';
import { errorBody } from '@/lib/schema/error-body';
import fc from 'fast-check';
import { expect, test } from './fixtures';

const json = fc.jsonValue({ maxDepth: 3 });
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\0', '../..', '%', 'null', '-1', '1e9', '__proto__'),
);
const known = fc.record(
  {
    model: fc.oneof(fc.constant('ideogram-v2'), json),
    prompt: fc.oneof(fc.string({ maxLength: 30 }), json),
    aspectRatio: fc.oneof(fc.constantFrom('16:9', '1:1', '0:0'), json),
    resolution: json,
    style: fc.oneof(fc.constantFrom('auto', 'anime'), json),
    seed: fc.oneof(fc.integer(), fc.double(), json),
    count: fc.oneof(fc.integer(), json),
    colorPalette: fc.oneof(
      fc.record({ name: json }),
      fc.record({ members: fc.array(json, { maxLength: 3 }) }),
      json,
    ),
    image: json,
    imageWeight: json,
    ['__proto__']: json,
  },
  { requiredKeys: [] },
);
const allowed = new Set<number>([
  200,
  201,
  202,
  204,
  304,
  308,
  ...Object.values(errorCodes).filter((status) => status < 500),
]);

test('junk in a body is refused in the error shape and never breaks the server', async ({ call }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'POST /api/quote',
        'POST /api/upscale',
        'POST /api/describe',
        'POST /api/shares',
        'PATCH /api/images/none',
        'PATCH /api/tasks/none',
      ),
      fc.oneof(
        json,
        known,
        fc
          .tuple(known, fc.constantFrom('generate', 'remix', 'x'))
          .map(([body, operation]) => ({ ...body, operation })),
      ),
      async (line, body) => {
        const answer = await call(line, { json: body });
        expect([...allowed]).toContain(answer.status);
        if (answer.status >= 400) errorBody.parse(answer.body);
      },
    ),
    { numRuns: 400 },
  );
});

test('junk in an address is refused in the error shape and never breaks the server', async ({ call }) => {
  const paths = [
    '/api/tasks',
    '/api/tasks/changes',
    '/api/runs',
    '/api/images',
    '/api/images/none/file',
    '/api/models',
  ];
  const names = ['cursor', 'limit', 'q', 'open', 'since', 'size', 'download', 'x'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.array(fc.tuple(fc.constantFrom(...names), odd), { maxLength: 3 }),
      async (path, pairs) => {
        const answer = await call(`GET ${path}?${new URLSearchParams(pairs)}`);
        expect([...allowed]).toContain(answer.status);
        if (answer.status >= 400) errorBody.parse(answer.body);
      },
    ),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(odd, async (part) => {
      const { status } = await call(`GET /api/images/${encodeURIComponent(part)}`);
      expect([...allowed]).toContain(status);
    }),
    { numRuns: 100 },
  );
});
