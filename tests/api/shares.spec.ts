import sharp from 'sharp';
import { shareReply, sharesReply, type Share } from '@/lib/schema/share';
import { errorOf, expect, firstImage, test, type Answer } from './fixtures';
import { newColor, plain, withText } from './samples';

const nothing = errorOf('not_found', 'There is nothing at this address.');
const addressOf = ({ url }: Share): string => new URL(url ?? '').pathname;

/** Everything of an answer that leaves the server, headers and body. */
const everything = ({ headers, bytes }: Answer): string =>
  `${JSON.stringify(headers)}\n${bytes.toString('latin1')}\n${bytes}`;

test('a link is told once, shows its files and ends at once for every door', async ({
  call,
  made,
  studio,
}) => {
  const picture = firstImage(await made('a shared lighthouse'));
  const created = await call('POST /api/shares', {
    json: { images: [picture.id], title: 'For Ana', showPrompt: true },
  });
  expect(created.status).toBe(201);
  const { share } = shareReply.parse(created.body);
  expect(share.url).toMatch(new RegExp(`^${studio.url}/s/[\\w-]{43}$`));
  expect(share).toMatchObject({
    title: 'For Ana',
    images: [picture.id],
    showPrompt: true,
    download: true,
    remix: false,
    revokedAt: null,
  });
  const days = (Date.parse(share.expiresAt ?? '') - Date.parse(share.createdAt)) / 86_400_000;
  expect(days).toBe(14);

  const listed = sharesReply
    .parse((await call('GET /api/shares')).body)
    .shares.find(({ id }) => id === share.id);
  expect(listed).toEqual({ ...share, url: null });

  const path = addressOf(share);
  const doors = [
    `${path}/0`,
    `${path}/0?size=thumb`,
    `${path}/0?size=original`,
    `${path}/0?size=original&download=1`,
  ];
  for (const door of doors) {
    const { status, headers } = await call(`GET ${door}`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([door, status]).toEqual([door, 200]);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, noimageindex',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(headers).not.toHaveProperty('etag');
  }
  expect((await call(`DELETE /api/shares/${share.id}`)).status).toBe(204);
  const page = await call(`GET ${path}`);
  expect(page.status).toBe(404);
  for (const door of doors) {
    const { status, body } = await call(`GET ${door}`);
    expect([door, status, body]).toEqual([door, 404, nothing]);
  }
  expect((await call(`DELETE /api/shares/${share.id}`)).status).toBe(204);
  const none = await call('DELETE /api/shares/none');
  expect([none.status, none.body]).toEqual([404, errorOf('not_found', 'There is no such link.')]);
});

test('with the prompt hidden nothing leaves that was hidden', async ({ call, made, upload }) => {
  const prompt = 'quixotic zeppelin manifesto';
  const task = await made(prompt, { seed: 1938475620, style: 'fiction' });
  const picture = firstImage(task);
  const written = withText(
    await plain(newColor(), 120, 90).png().toBuffer(),
    'iTXt',
    'parameters',
    `${prompt}\nSteps: 1, Seed: 1938475620`,
  );
  const own = await upload(
    await sharp(written)
      .withExif({ IFD0: { ImageDescription: prompt }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .jpeg()
      .toBuffer(),
    `${prompt}.jpg`,
  );
  const text = await upload(written, 'secret-name.png');
  const { body } = await call('POST /api/shares', { json: { images: [picture.id, own.id, text.id] } });
  const { share } = shareReply.parse(body);
  const path = addressOf(share);

  const hidden = [
    prompt,
    'zeppelin',
    'quixotic',
    picture.usedPrompt ?? prompt,
    '1938475620',
    'secret-name',
    picture.id,
    own.id,
    text.id,
    task.id,
    share.id,
  ];
  const answers: [string, Answer][] = [[path, await call(`GET ${path}`)]];
  for (const index of [0, 1, 2]) {
    for (const query of ['', '?size=thumb', '?size=original', '?size=original&download=1']) {
      const door = `${path}/${index}${query}`;
      const answer = await call(`GET ${door}`);
      answers.push([door, answer]);
      const { exif, xmp, iptc, comments } = await sharp(answer.bytes).metadata();
      expect([door, exif, xmp, iptc, comments]).toEqual([door, undefined, undefined, undefined, undefined]);
    }
  }
  answers.push([`${path}/3`, await call(`GET ${path}/3`)]);
  for (const [door, answer] of answers) {
    const out = everything(answer).toLowerCase();
    for (const secret of hidden)
      expect.soft([door, secret, out.includes(secret.toLowerCase())]).toEqual([door, secret, false]);
  }
  expect(answers.map(([, { status }]) => status)).toEqual([...Array(13).fill(200), 404]);
});

test('without leave to download the preview is all there is', async ({ call, upload }) => {
  const wide = await upload(await plain(newColor(), 2400, 1200).png().toBuffer(), 'wide.png');
  const { body } = await call('POST /api/shares', { json: { images: [wide.id], download: false } });
  const { share } = shareReply.parse(body);
  const { headers, bytes } = await call(`GET ${addressOf(share)}/0?size=original&download=1`);
  expect(headers['content-disposition']).toMatch(/^inline; /);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 800 });
});

test('with leave the original comes in full size, pixel for pixel, without what was written in it', async ({
  call,
  upload,
}) => {
  const bytes = withText(await plain(newColor(), 700, 500).png().toBuffer(), 'tEXt', 'Comment', 'my diary');
  const picture = await upload(bytes, 'diary.png');
  const { body } = await call('POST /api/shares', { json: { images: [picture.id], title: 'Sea & "sky"' } });
  const { share } = shareReply.parse(body);
  for (let times = 0; times < 2; times += 1) {
    const answer = await call(`GET ${addressOf(share)}/0?size=original&download=1`);
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Sea & sky.png"; filename*=UTF-8''Sea%20%26%20sky.png`,
    );
    const [theirs, ours] = await Promise.all(
      [answer.bytes, bytes].map((file) => sharp(file).removeAlpha().raw().toBuffer()),
    );
    expect(theirs).toEqual(ours);
    expect(answer.bytes.includes('diary')).toBe(false);
  }
});

test('a picture in the trash is not shown, the others keep their places', async ({ call, upload }) => {
  const [one, two] = [
    await upload(await plain(newColor()).png().toBuffer()),
    await upload(await plain(newColor()).png().toBuffer()),
  ];
  const { share } = shareReply.parse(
    (await call('POST /api/shares', { json: { images: [one.id, two.id] } })).body,
  );
  await call(`DELETE /api/images/${one.id}`);
  expect((await call(`GET ${addressOf(share)}/0`)).body).toEqual(nothing);
  expect((await call(`GET ${addressOf(share)}/1`)).status).toBe(200);
});

test('made-up links look like ended ones, and a link opens nothing else', async ({ call, upload }) => {
  const picture = await upload(await plain(newColor()).png().toBuffer());
  const { share } = shareReply.parse(
    (await call('POST /api/shares', { json: { images: [picture.id] } })).body,
  );
  const token = addressOf(share).slice('/s/'.length);
  const wrong = [
    `/s/${'A'.repeat(43)}/0`,
    '/s/short/0',
    `/s/${token}x/0`,
    `/s/${token.slice(1)}/0`,
    `/s/${token}/1`,
    `/s/${token}/-1`,
    `/s/${token}/x`,
    `/s/${token}/${picture.id}`,
    `/s/${share.id}/0`,
  ];
  for (const path of wrong) {
    const { status, body } = await call(`GET ${path}`);
    expect([path, status, body]).toEqual([path, 404, nothing]);
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    expect((await call(`${method} /s/${token}/0`)).status).toBe(405);
  }
  expect((await call(`GET /s/${token}/0`)).status).toBe(200);
});

test('what cannot be shared is named', async ({ call, upload }) => {
  const picture = await upload(await plain(newColor()).png().toBuffer());
  const cases: [json: object, message: string, fields: Record<string, string>][] = [
    [{ images: [] }, 'images must be at least 1 in number.', { images: 'must be at least 1 in number' }],
    [
      { images: [picture.id, 'none'] },
      'A picture to share is not in the library.',
      { 'images.1': 'is not in the library' },
    ],
    [
      { images: [picture.id], remix: true },
      'remix needs the prompt to be shown.',
      { remix: 'needs the prompt to be shown' },
    ],
    [{ images: [picture.id], days: 0 }, 'days must be at least 1.', { days: 'must be at least 1' }],
    [{ images: [picture.id], public: true }, 'public is not known here.', { public: 'is not known here' }],
  ];
  for (const [json, message, fields] of cases) {
    const { status, body } = await call('POST /api/shares', { json });
    expect([status, body]).toEqual([422, errorOf('invalid_input', message, fields)]);
  }
});

test('a page that was opened is counted once', async ({ call, upload }) => {
  const picture = await upload(await plain(newColor()).png().toBuffer());
  const { share } = shareReply.parse(
    (await call('POST /api/shares', { json: { images: [picture.id], days: null } })).body,
  );
  expect(share.expiresAt).toBeNull();
  for (let times = 0; times < 3; times += 1) expect((await call(`GET ${addressOf(share)}`)).status).toBe(200);
  await call(`GET ${addressOf(share)}/0`);
  const listed = sharesReply
    .parse((await call('GET /api/shares')).body)
    .shares.find(({ id }) => id === share.id);
  expect(listed?.opened).toBe(3);
});
