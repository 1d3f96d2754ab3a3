import { createHash } from 'node:crypto';
import { image, imagePage, type Image } from '@/lib/schema/image';
import { imageDetail } from '@/lib/schema/image-detail';
import { runPage } from '@/lib/schema/run';
import { errorOf, expect, file, firstImage, test } from './fixtures';
import { newColor, plain, withText } from './samples';

const notThere = errorOf('not_found', 'There is no such picture.');

test('an upload is kept as it was sent and once only', async ({ call }) => {
  const bytes = withText(await plain(newColor(), 300, 200).png().toBuffer(), 'tEXt', 'note', 'kept');
  const sent = { form: { file: file(bytes, 'holiday.png') } };
  const first = await call('POST /api/images', sent);
  expect(first.status).toBe(201);
  const { image: made } = first.body as { image: Image };
  expect(image.parse(made)).toMatchObject({
    name: 'holiday.png',
    width: 300,
    height: 200,
    type: 'image/png',
    bytes: bytes.length,
    taskId: null,
    prompt: null,
    sandbox: false,
  });
  const [again, once] = await Promise.all([call('POST /api/images', sent), call('POST /api/images', sent)]);
  expect([again.status, again.body, once.status, once.body]).toEqual([200, first.body, 200, first.body]);
  const original = await call(`GET /api/images/${made.id}/file?size=original`);
  expect(createHash('sha256').update(original.bytes).digest('hex')).toBe(
    createHash('sha256').update(bytes).digest('hex'),
  );

  await call(`DELETE /api/images/${made.id}`);
  const anew = await call('POST /api/images', sent);
  expect(anew.status).toBe(201);
  expect((anew.body as { image: Image }).image.id).not.toBe(made.id);
});

test('the same bytes many times at once are one picture', async ({ call }) => {
  const sent = { form: { file: file(await plain(newColor(), 500, 500).png().toBuffer(), 'twin.png') } };
  const answers = await Promise.all(Array.from({ length: 6 }, () => call('POST /api/images', sent)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
  expect(new Set(answers.map(({ body }) => (body as { image: Image }).image.id)).size).toBe(1);
});

test('uploads of 9, 10, 11 and 24 MB arrive whole', async ({ call }) => {
  for (const megabytes of [9, 10, 11, 24]) {
    const picture = await plain(newColor()).png().toBuffer();
    const bytes = withText(picture, 'tEXt', 'padding', `${megabytes}`.padEnd(megabytes * 1024 * 1024, '.'));
    const { status, body } = await call('POST /api/images', { form: { file: file(bytes, 'large.png') } });
    expect([status, (body as { image: Image }).image.bytes]).toEqual([201, bytes.length]);
  }
});

test('names are kept for people and never become paths or headers', async ({ call, upload }) => {
  const names: Record<string, string | null> = {
    '../../etc/passwd': 'passwd',
    'C:\\windows\\system32\\cmd.png': 'cmd.png',
    'a\u202egnp.exe': 'a gnp.exe',
    '..': null,
    'semi;colon".png': 'semi colon .png',
    'smile 😀 雨.png': 'smile 😀 雨.png',
    [`${'long'.repeat(75)}.png`]: 'long'.repeat(30),
    '%0d%0aSet-Cookie: x=1.png': 'Set-Cookie x=1.png',
  };
  for (const [name, kept] of Object.entries(names)) {
    const made = await upload(await plain(newColor()).png().toBuffer(), name);
    expect.soft([name, made.name]).toEqual([name, kept]);
    const { headers } = await call(`GET /api/images/${made.id}/file?size=original&download=1`);
    expect
      .soft(headers['content-disposition'])
      .toMatch(/^attachment; filename="[ !#-~]+\.png"; filename\*=UTF-8''[\w%.~-]+\.png$/);
    expect(headers).not.toHaveProperty('set-cookie');
  }
});

test('bytes come in three sizes, with their own type, for good', async ({ call, upload }) => {
  const made = await upload(await plain(newColor(), 2400, 1200).jpeg().toBuffer(), 'wide.jpg');
  const sizes = {
    thumb: ['image/webp', 'wide.webp'],
    preview: ['image/webp', 'wide.webp'],
    original: ['image/jpeg', 'wide.jpg'],
  };
  const lengths: number[] = [];
  for (const [size, [type, name]] of Object.entries(sizes)) {
    const path = `/api/images/${made.id}/file?size=${size}`;
    const { status, headers, bytes } = await call(`GET ${path}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'content-disposition': `inline; filename="${name}"; filename*=UTF-8''${name}`,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      etag: expect.stringMatching(new RegExp(`^"[0-9a-f]{64}-${size}"$`)),
    });
    lengths.push(bytes.length);
    for (const known of [headers['etag'], `W/${headers['etag']}`, `"x", ${headers['etag']}`, '*']) {
      const same = await call(`GET ${path}`, { headers: { 'if-none-match': known ?? '' } });
      expect([same.status, same.bytes.length, same.headers['etag']]).toEqual([304, 0, headers['etag']]);
    }
    expect((await call(`GET ${path}`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const head = await call(`HEAD ${path}`);
    expect([head.status, head.bytes.length, head.headers['content-type']]).toEqual([200, 0, type]);
  }
  expect(lengths[0]).toBeLessThan(lengths[1] ?? 0);
});

test('a made picture is named after its prompt', async ({ call, made }) => {
  const picture = firstImage(await made('Éléphant "rosé" /\\ 雨: dancing\nand more'));
  const { headers } = await call(`GET /api/images/${picture.id}/file?size=original&download=1`);
  expect(headers['content-disposition']).toBe(
    `attachment; filename="_l_phant ros_ _ dancing.png"; filename*=UTF-8''${encodeURIComponent('Éléphant rosé 雨 dancing.png')}`,
  );
});

test('favourite, trash and restore', async ({ call, upload }) => {
  const made = await upload(await plain(newColor()).png().toBuffer(), 'zebra-crossing.png');
  const ids = async (q: string) =>
    imagePage
      .parse((await call(`GET /api/images?q=${encodeURIComponent(q)}`)).body)
      .images.map(({ id }) => id);
  const patch = (json: object) => call(`PATCH /api/images/${made.id}`, { json });
  expect((await patch({ favourite: true })).body).toMatchObject({
    image: { id: made.id, favourite: true, deletedAt: null },
  });
  expect(await ids('zebra is:favourite')).toEqual([made.id]);

  const gone = await call(`DELETE /api/images/${made.id}`);
  expect([gone.status, gone.bytes.length]).toEqual([204, 0]);
  expect(await ids('zebra')).toEqual([]);
  expect(await ids('zebra is:deleted')).toEqual([made.id]);
  expect(runPage.parse((await call('GET /api/runs')).body).runs.map(({ id }) => id)).not.toContain(made.id);
  expect((await call(`GET /api/images/${made.id}/file`)).status).toBe(200);
  expect(imageDetail.parse((await call(`GET /api/images/${made.id}`)).body).image.deletedAt).not.toBeNull();

  expect((await patch({ deleted: false })).body).toMatchObject({
    image: { favourite: true, deletedAt: null },
  });
  expect(await ids('zebra')).toEqual([made.id]);
  const odd = await patch({ favourite: 'yes', colour: 1 });
  const fields = { favourite: 'must be true or false', colour: 'is not known here' };
  expect([odd.status, odd.body]).toEqual([
    422,
    errorOf('invalid_input', 'favourite must be true or false (and 1 more).', fields),
  ]);
});

test('a picture tells its task, where it comes from and what came of it', async ({
  call,
  upload,
  startTask,
  finished,
}) => {
  const root = await upload(await plain(newColor(), 256, 256).png().toBuffer(), 'root.png');
  const first = firstImage(
    await finished(await startTask('remix', { prompt: 'first step', image: root.id })),
  );
  const second = firstImage(
    await finished(await startTask('remix', { prompt: 'second step', image: first.id })),
  );
  await call(`DELETE /api/images/${root.id}`);
  const detail = imageDetail.parse((await call(`GET /api/images/${second.id}`)).body);
  expect(detail.parents.map(({ id }) => id)).toEqual([root.id, first.id]);
  expect(detail.parents[0]?.deletedAt).not.toBeNull();
  expect(detail.task).toMatchObject({ id: second.taskId, input: { prompt: 'second step' } });
  expect(detail.children).toEqual([]);
  const middle = imageDetail.parse((await call(`GET /api/images/${first.id}`)).body);
  expect(middle.children.map(({ id }) => id)).toEqual([second.id]);
  expect(imageDetail.parse((await call(`GET /api/images/${root.id}`)).body).task).toBeNull();
});

test('the library comes in pages and tells its total first', async ({ call, upload }) => {
  for (let index = 0; index < 5; index += 1)
    await upload(await plain(newColor()).png().toBuffer(), `paged-${index}.png`);
  const seen: Image[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = imagePage.parse(
      (await call(`GET /api/images?q=paged&limit=2${next && `&cursor=${next}`}`)).body,
    );
    expect(page.total).toBe(next === '' ? 5 : undefined);
    seen.push(...page.images);
    next = page.next;
  }
  expect(seen.map(({ name }) => name)).toEqual([4, 3, 2, 1, 0].map((index) => `paged-${index}.png`));
});

test('a picture that is not there is said to be so at every door', async ({ call }) => {
  const lines = [
    'GET /api/images/none',
    'DELETE /api/images/none',
    'GET /api/images/none/file',
    'GET /api/images/none/file?size=original',
  ];
  for (const line of lines) {
    const { status, body } = await call(line);
    expect([line, status, body]).toEqual([line, 404, notThere]);
  }
  const patched = await call('PATCH /api/images/none', { json: { favourite: true } });
  expect([patched.status, patched.body]).toEqual([404, notThere]);
});
