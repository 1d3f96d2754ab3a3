import { errorOf, expect, file, test } from './fixtures';
import { newColor, plain } from './samples';

const picture = async () => plain(newColor(), 64, 64).png().toBuffer();
const asJson = (body: object) => ({ name: 'request', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(body)) });

/** A form with parts of one name, which the client's own cannot make. */
async function formOf(parts: [name: string, bytes: Buffer | string][]): Promise<{ data: Buffer; headers: Record<string, string> }> {
  const form = new FormData();
  for (const [name, part] of parts) {
    if (typeof part === 'string') form.append(name, part);
    else form.append(name, new File([new Uint8Array(part)], `${name}.png`, { type: 'image/png' }));
  }
  const sent = new Response(form);
  return { data: Buffer.from(await sent.arrayBuffer()), headers: { 'content-type': sent.headers.get('content-type') ?? '' } };
}

const fieldsOf = (body: unknown) => (body as { error: { fields?: Record<string, string> } }).error.fields;

test('style and character pictures come as files, are kept as uploads and named by id', async ({ call }) => {
  const models = (await call('GET /api/models')).body as {
    connections: { models: { id: string; operations: Record<string, { styleImages: number; characterImage: boolean } | undefined> }[] }[];
  };
  const able = models.connections[0]?.models.find(({ operations }) => (operations['remix']?.styleImages ?? 0) > 1);
  const [source, one, other] = [await picture(), await picture(), await picture()];
  const request = JSON.stringify({ prompt: 'x', ...(able && { model: able.id }) });
  const parts: [string, Buffer | string][] = [['image', source], ['styleImages', one], ['styleImages', other], ['request', request]];
  const { status, body } = await call('POST /api/remix', await formOf(parts));
  if (able) {
    const { task } = body as { task: { input: { image: string; styleImages: string[] }; parentImageId: string } };
    expect([status, task.input.styleImages.length, new Set([task.input.image, ...task.input.styleImages]).size]).toEqual([202, 2, 3]);
    for (const id of task.input.styleImages) expect((await call(`GET /api/images/${id}`)).status).toBe(200);
  } else {
    expect([status, fieldsOf(body)]).toEqual([422, { styleImages: 'is not taken by this model' }]);
  }
});

test('what the operation does not take, too many, none, and both ways at once are named by their field', async ({ call }) => {
  const bytes = await picture();
  const cases: [operation: string, parts: [string, Buffer | string][], fields: Record<string, string>][] = [
    ['upscale', [['image', bytes], ['styleImages', bytes]], { styleImages: 'is not known here' }],
    ['describe', [['image', bytes], ['characterImage', bytes]], { characterImage: 'is not known here' }],
    ['generate', [['image', bytes], ['request', '{"prompt":"x"}']], { image: 'is not known here' }],
    ['remix', [['styleImages', bytes], ['request', '{"prompt":"x"}']], { image: 'is required' }],
    ['generate', [...Array.from({ length: 4 }, (): [string, Buffer] => ['styleImages', bytes]), ['request', '{"prompt":"x"}']], { styleImages: 'must be at most 3 in number' }],
    ['generate', [['characterImage', bytes], ['characterImage', bytes]], { characterImage: 'must be one file' }],
    ['generate', [['styleImages', bytes], ['request', '{"prompt":"x","styleImages":["a"]}']], { styleImages: 'is given twice' }],
    ['generate', [['styleImages', 'text']], { styleImages: 'must be a file' }],
    ['generate', [['characterImage', Buffer.alloc(0)]], { characterImage: 'is empty' }],
    ['generate', [['mask', bytes]], { mask: 'is not known here' }],
  ];
  for (const [operation, parts, fields] of cases) {
    const { status, body } = await call(`POST /api/${operation}`, await formOf(parts));
    expect([operation, parts.map(([name]) => name), status, fieldsOf(body)]).toEqual([operation, parts.map(([name]) => name), 422, fields]);
  }
});

test('a file that is no picture, one that is too large, and too much together', async ({ call }) => {
  const text = await call('POST /api/generate', {
    form: { request: asJson({ prompt: 'x' }), characterImage: file(Buffer.from('hello'), 'x.png') },
  });
  expect([text.status, fieldsOf(text.body)]).toEqual([415, { characterImage: 'must be a PNG, JPEG or WebP picture' }]);
  const large = Buffer.alloc(26 * 1024 * 1024, 7);
  const one = await call('POST /api/generate', { form: { request: asJson({ prompt: 'x' }), characterImage: file(large, 'x.png') } });
  expect([one.status, one.body]).toEqual([413, errorOf('too_large', 'The file is larger than 25 MB.', { characterImage: 'is too large' })]);
  const all = await call('POST /api/remix', {
    form: { request: asJson({ prompt: 'x' }), image: file(large, 'x.png'), characterImage: file(large, 'y.png') },
  });
  expect([all.status, (all.body as { error: { message: string } }).error.message]).toEqual([413, 'The files are larger than 50 MB together.']);
});
