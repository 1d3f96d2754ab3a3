import { imagePage } from '@/lib/schema/image';
import { taskPage } from '@/lib/schema/task';
import { errorOf, expect, file, test } from './fixtures';
import { bomb } from '../samples/png';
import { newColor, page, plain, svg } from './samples';
import { refused } from './refused';

for (const [name, operation, body, fields] of refused) {
  test(`${operation} refuses ${name} and names the field`, async ({ call }) => {
    const [[field, fault] = ['', ''], ...others] = Object.entries(fields);
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    const error = errorOf('invalid_input', `${field} ${fault}${more}.`, fields);
    const answer = await call(`POST /api/${operation}`, { json: body });
    expect([answer.status, answer.body]).toEqual([422, error]);
    if (Array.isArray(body) || body === null) return;
    const quoted = await call('POST /api/quote', { json: { operation, ...(body as object) } });
    expect([quoted.status, quoted.body]).toEqual([422, error]);
  });
}

test('a picture that is not in the library is named', async ({ call }) => {
  for (const [operation, body] of Object.entries({ remix: { prompt: 'x' }, upscale: {}, describe: {} })) {
    const answer = await call(`POST /api/${operation}`, { json: { ...body, image: 'nowhere' } });
    const fields = { image: 'is not in the library' };
    expect([answer.status, answer.body]).toEqual([
      422,
      errorOf('invalid_input', 'The picture is not in the library.', fields),
    ]);
  }
});

test('what the model cannot do is named by field', async ({ call }) => {
  for (const [field, value] of [
    ['aspectRatio', '7:5'],
    ['resolution', '999x999'],
    ['model', 'none-such'],
    ['connection', 'none-such'],
  ]) {
    const { status, body } = await call('POST /api/generate', {
      json: { prompt: 'x', [field ?? '']: value },
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { fields: { [field ?? '']: expect.any(String) } } });
  }
});

test('a body that is not JSON is malformed', async ({ call }) => {
  const bodies = [
    '',
    '{',
    '{"prompt":"x"',
    "{'prompt':'x'}",
    'prompt=x',
    '{"prompt":"x"}}',
    '\ufeff{"prompt":"x"',
    Buffer.from('{"prompt":"\xff"}', 'latin1'),
  ];
  for (const text of bodies) {
    const data = Buffer.from(text);
    const { status, body } = await call('POST /api/generate', {
      data,
      headers: { 'content-type': 'application/json' },
    });
    expect([text, status, body]).toEqual([text, 400, errorOf('malformed', 'The body is not JSON.')]);
  }
});

test('a form that is none is malformed', async ({ call }) => {
  const types = ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=x'];
  for (const type of types) {
    const { status, body } = await call('POST /api/images', {
      data: Buffer.from('not a form'),
      headers: { 'content-type': type },
    });
    expect([type, status, body]).toEqual([type, 400, errorOf('malformed', 'The form cannot be read.')]);
  }
});

test('parts that are not asked for are refused by name', async ({ call }) => {
  const picture = file(await plain(newColor()).png().toBuffer(), 'x.png');
  const cases: [form: Record<string, typeof picture | string>, fields: Record<string, string>][] = [
    [{}, { file: 'is required' }],
    [{ image: picture }, { image: 'is not known here' }],
    [{ file: picture, more: 'x' }, { more: 'is not known here' }],
    [{ file: 'a text' }, { file: 'must be a file' }],
    [{ file: file(Buffer.alloc(0), 'empty.png') }, { file: 'is empty' }],
  ];
  for (const [form, fields] of cases) {
    const [[field, fault] = ['', '']] = Object.entries(fields);
    const { status, body } = await call('POST /api/images', { form });
    expect([status, body]).toEqual([422, errorOf('invalid_input', `${field} ${fault}.`, fields)]);
  }
  const remix = await call('POST /api/remix', { form: { request: '{"prompt":', image: picture } });
  expect([remix.status, remix.body]).toEqual([400, errorOf('malformed', 'The part request is not JSON.')]);
  const list = await call('POST /api/remix', { form: { request: '[]', image: picture } });
  expect([list.status, list.body]).toEqual([
    422,
    errorOf('invalid_input', 'request must be an object.', { request: 'must be an object' }),
  ]);
});

test('files that are no whole picture are refused, and nothing is kept or lost', async ({ call, upload }) => {
  const kept = await upload(await plain(newColor()).png().toBuffer(), 'kept.png');
  const before = imagePage.parse((await call('GET /api/images')).body).total;
  const tasks = taskPage.parse((await call('GET /api/tasks')).body);
  const jpeg = await plain(newColor(), 900, 700).jpeg().toBuffer();
  const wrongKind = { file: 'must be a PNG, JPEG or WebP picture' };
  const damaged = { file: 'is damaged' };
  const cases: [name: string, bytes: Buffer, status: number, error: object][] = [
    [
      'svg.png',
      svg,
      415,
      errorOf('unsupported_media', 'The file is an SVG; it must be a PNG, JPEG or WebP.', wrongKind),
    ],
    [
      'page.png',
      page,
      415,
      errorOf('unsupported_media', 'The file is a web page; it must be a PNG, JPEG or WebP.', wrongKind),
    ],
    [
      'zip.png',
      Buffer.from('PK\u0003\u0004 and more'),
      415,
      errorOf('unsupported_media', 'The file is not a picture; it must be a PNG, JPEG or WebP.', wrongKind),
    ],
    [
      'anim.gif',
      Buffer.from('GIF89a and <script>'),
      415,
      errorOf('unsupported_media', 'The file is a GIF; it must be a PNG, JPEG or WebP.', wrongKind),
    ],
    [
      'half.jpg',
      jpeg.subarray(0, jpeg.length / 2),
      422,
      errorOf('invalid_input', 'The picture is cut off or damaged.', damaged),
    ],
    [
      'head.png',
      Buffer.from('89504e470d0a1a0a0000', 'hex'),
      422,
      errorOf('invalid_input', 'The picture is cut off or damaged.', damaged),
    ],
    [
      'bomb.png',
      bomb(8000, 7500),
      413,
      errorOf('too_large', 'The picture has more than 40 megapixels.', { file: 'is too large' }),
    ],
    [
      'nearly.png',
      Buffer.alloc(25.5 * 1024 * 1024, 1),
      413,
      errorOf('too_large', 'The file is larger than 25 MB.', { file: 'is too large' }),
    ],
  ];
  for (const [name, bytes, status, error] of cases) {
    const answer = await call('POST /api/images', { form: { file: file(bytes, name) } });
    expect([name, answer.status, answer.body]).toEqual([name, status, error]);
  }
  const asSource = await call('POST /api/describe', { form: { request: '{}', image: file(svg, 'x.png') } });
  expect([asSource.status, asSource.body]).toEqual([
    415,
    errorOf('unsupported_media', 'The file is an SVG; it must be a PNG, JPEG or WebP.', {
      image: 'must be a PNG, JPEG or WebP picture',
    }),
  ]);
  expect(imagePage.parse((await call('GET /api/images')).body).total).toBe(before);
  expect((await call(`GET /api/images/${kept.id}/file?size=original`)).status).toBe(200);
  expect(taskPage.parse((await call('GET /api/tasks')).body)).toEqual(tasks);
});

test('queries are checked like bodies', async ({ call }) => {
  const cases: Record<string, [string, string]> = {
    'GET /api/tasks?limit=0': ['limit', 'must be at least 1'],
    'GET /api/tasks?limit=201': ['limit', 'must be at most 200'],
    'GET /api/tasks?limit=ten': ['limit', 'must be a whole number'],
    'GET /api/tasks?open=maybe': ['open', 'must be one of 0, 1'],
    'GET /api/tasks?page=2': ['page', 'is not known here'],
    'GET /api/tasks?limit=1&limit=2': ['limit', 'is given twice'],
    'GET /api/tasks/changes': ['since', 'is required'],
    'GET /api/tasks/changes?since=0&wait=26': ['wait', 'must be at most 25'],
    'GET /api/tasks/changes?since=-1': ['since', 'must be a whole number'],
    'GET /api/images/x/file?size=huge': ['size', 'must be one of thumb, preview, original'],
    'GET /api/models?x=1': ['x', 'is not known here'],
  };
  for (const [line, [field, fault]] of Object.entries(cases)) {
    const { status, body } = await call(line);
    expect([line, status, body]).toEqual([
      line,
      422,
      errorOf('invalid_input', `${field} ${fault}.`, { [field]: fault }),
    ]);
  }
});
