import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { thumbHashToAverageRGBA } from 'thumbhash';
import { groundOf, showsThrough } from '@/lib/client/ground';
import { pictureType, readPicture, resultLimits, stripped, strippedToFit, uploadLimits } from '@/lib/server/pictures';
import { disc } from '@/tests/samples/disc';
import { bomb, chunk } from '@/tests/samples/png';

const failure = (attempt: Promise<unknown>): Promise<unknown> => attempt.then(() => 'no error', (error: unknown) => error);

/** Pixels without a pattern, so that a file of them is large and every byte counts. */
const noise = (width: number, height: number) => {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (state * 1103515245 + 12345) % 2147483648;
    pixels[at] = state >> 16;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};
const plain = (color: string, width = 640, height = 480) => sharp({ create: { width, height, channels: 3, background: color } });

for (const format of ['png', 'webp'] as const) {
  test(`a ${format} that shows through does so in thumb and preview, and the page can tell`, async () => {
    const clear = disc({ width: 2000, height: 1000 }, [1000, 500], 300);
    const picture = await readPicture(await clear[format]().toBuffer());
    for (const made of [picture.thumb, picture.preview]) {
      const { data, info } = await sharp(made).raw().toBuffer({ resolveWithObject: true });
      expect(info.channels).toBe(4);
      expect(data[3]).toBe(0);
      expect(data[(Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 4 + 3]).toBe(255);
    }
    expect(showsThrough(picture.placeholder)).toBe(true);
    expect(groundOf(picture)).toBe('var(--clear)');
    const solid = await readPicture(await plain('#a02020').ensureAlpha()[format]().toBuffer());
    expect(showsThrough(solid.placeholder)).toBe(false);
    expect(groundOf(solid)).toBe(solid.color);
    expect(showsThrough('?')).toBe(false);
  });
}

for (const format of ['png', 'jpeg', 'webp'] as const) {
  test(`a ${format} gives its size, type, hash, thumb, preview, placeholder and colour`, async () => {
    const bytes = await plain('#2f5a4b', 2400, 1200)[format]().toBuffer();
    const picture = await readPicture(bytes);
    expect(picture).toMatchObject({ type: `image/${format}`, width: 2400, height: 1200, bytes: bytes.length });
    expect(picture.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await sharp(picture.thumb).metadata()).toMatchObject({ format: 'webp', width: 512, height: 256 });
    expect(await sharp(picture.preview).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 800 });
    for (const [at, wanted] of [[1, 0x2f], [3, 0x5a], [5, 0x4b]] as const) {
      expect(Math.abs(parseInt(picture.color.slice(at, at + 2), 16) - wanted)).toBeLessThanOrEqual(3);
    }
    const average = thumbHashToAverageRGBA(Buffer.from(picture.placeholder, 'base64'));
    expect(Math.abs(average.g * 255 - 0x5a)).toBeLessThanOrEqual(20);
  });

  test(`a ${format} that is cut is refused, at any place`, async () => {
    const whole = await noise(256, 256)[format]().toBuffer();
    for (const part of [0.02, 0.1, 0.5, 0.9]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      expect(await failure(readPicture(cut))).toMatchObject({ code: 'invalid_input', message: 'The picture is cut off or damaged.' });
    }
    expect((await readPicture(whole)).width).toBe(256);
  });

  test(`a ${format} that lacks but its last bytes is refused, one with more behind it is not`, async () => {
    for (const whole of [await noise(64, 64)[format]().toBuffer(), await plain('#336699', 48, 32)[format]().toBuffer()]) {
      for (const less of [1, 2, 3, 5, 8, 11, 12, 13]) {
        expect(await failure(readPicture(whole.subarray(0, whole.length - less))), `${less} fewer`).toMatchObject({ code: 'invalid_input' });
      }
      expect((await readPicture(Buffer.concat([whole, Buffer.alloc(9)]))).bytes).toBe(whole.length + 9);
    }
  });
}

test('the end of the small picture inside a JPEG is not taken for its own', async () => {
  const whole = await noise(64, 64).jpeg().toBuffer();
  const small = await plain('#336699', 16, 16).jpeg().toBuffer();
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(small.length + 2, 2);
  // With fill bytes before the next marker, as the format allows.
  const both = Buffer.concat([whole.subarray(0, 2), head, small, Buffer.from([0xff, 0xff]), whole.subarray(2)]);
  expect((await readPicture(both)).width).toBe(64);
  expect(await failure(readPicture(both.subarray(0, both.length - 1)))).toMatchObject({ code: 'invalid_input' });
});

test('a small picture is not made larger, and what is see-through stays so', async () => {
  const bytes = await sharp({ create: { width: 40, height: 20, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } }).png().toBuffer();
  const picture = await readPicture(bytes);
  expect(await sharp(picture.thumb).metadata()).toMatchObject({ width: 40, height: 20, hasAlpha: true });
  expect(picture.color).toBe('#000000');
});

test('a grey picture, one with 16 bits and one with a palette are read', async () => {
  const grey = await plain('#808080').toColourspace('b-w').png().toBuffer();
  const deep = await plain('#808080').toColourspace('rgb16').png().toBuffer();
  const few = await plain('#808080').png({ palette: true }).toBuffer();
  for (const bytes of [grey, deep, few]) expect((await readPicture(bytes)).color).toBe('#808080');
});

test('orientation is applied to what is derived and to the size, not to the bytes', async () => {
  const bytes = await plain('#ff0000', 300, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const picture = await readPicture(bytes);
  expect(picture).toMatchObject({ width: 100, height: 300 });
  expect(await sharp(picture.preview).metadata()).toMatchObject({ width: 100, height: 300 });
});

const others: [string, Buffer, string][] = [
  ['an SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'an SVG'],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'a web page'],
  ['a GIF with script', Buffer.from('GIF89a/*<html><script>alert(1)</script>*/'), 'a GIF'],
  ['an AVIF', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0'), 'an AVIF or HEIC'],
  ['a ZIP', Buffer.from('PK\x03\x04aaaaaaaaaaaa'), 'not a picture'],
  ['JSON', Buffer.from('{"error":"no"}'), 'not a picture'],
  ['nothing', Buffer.alloc(0), 'not a picture'],
];
for (const [name, bytes, said] of others) {
  test(`${name} named .png is refused by its bytes`, async () => {
    const refused = await failure(readPicture(bytes));
    expect(refused).toMatchObject({ code: 'unsupported_media', status: 415 });
    expect(String(refused)).toContain(said);
  });
}

test('other decoders stay shut, even for who gets past the signatures', async () => {
  await readPicture(await plain('#000000').png().toBuffer());
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  expect(await failure(sharp(svg).png().toBuffer())).toBeInstanceOf(Error);
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  expect(await failure(sharp(gif).png().toBuffer())).toBeInstanceOf(Error);
});

test('a bomb of 60 megapixels is refused as an upload, one of 256 and of 900 always', async () => {
  expect(await failure(readPicture(bomb(10_000, 6000), uploadLimits))).toMatchObject({
    code: 'too_large',
    status: 413,
    message: 'The picture has more than 40 megapixels.',
  });
  for (const side of [16_000, 30_000]) expect(await failure(readPicture(bomb(side, side)))).toMatchObject({ code: 'too_large' });
});

test('a picture that moves is refused, as an upload and as a result', async () => {
  const frames = await Promise.all(['#ff0000', '#00ff00'].map((color) => plain(color, 16, 16).png().toBuffer()));
  const moving = await sharp(frames, { join: { animated: true } }).webp().toBuffer();
  for (const limits of [uploadLimits, resultLimits]) {
    expect(await failure(readPicture(moving, limits))).toMatchObject({ code: 'unsupported_media', message: 'The file moves; it must be a still picture.' });
  }
});

test('a file over the cap is refused before it is looked at', async () => {
  expect(await failure(readPicture(Buffer.alloc(30 * 1024 * 1024), uploadLimits))).toMatchObject({
    code: 'too_large',
    message: 'The file is larger than 25 MB.',
  });
  expect(resultLimits.bytes).toBeGreaterThan(uploadLimits.bytes);
});

test('what leaves carries no metadata and no tail', async () => {
  const exif = { IFD0: { Copyright: 'me', ImageDescription: 'secret prompt' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } };
  const jpeg = await plain('#ff0000').withExif(exif).jpeg().toBuffer();
  expect(jpeg.includes('secret prompt')).toBe(true);
  const clean = await stripped(jpeg, 'image/jpeg');
  expect(await sharp(clean).metadata()).toMatchObject({ format: 'jpeg', width: 640 });
  expect((await sharp(clean).metadata()).exif).toBeUndefined();
  expect(clean.includes('secret prompt')).toBe(false);
  const png = await plain('#ff0000').png().toBuffer();
  const header = png.subarray(0, 33);
  const texted = Buffer.concat([header, chunk('tEXt', Buffer.from('parameters\0secret prompt')), png.subarray(33), Buffer.from('<html>tail')]);
  expect((await readPicture(texted)).width).toBe(640);
  const cleanPng = await stripped(texted, pictureType(texted));
  expect(cleanPng.includes('secret prompt')).toBe(false);
  expect(cleanPng.includes('tail')).toBe(false);
});

test('a picture is made smaller until it fits, and left as it is when it does', async () => {
  const large = await noise(800, 600).png().toBuffer();
  const kept = await strippedToFit(large, 'image/png', large.length * 2);
  expect(kept.type).toBe('image/png');
  expect(await sharp(kept.bytes).metadata()).toMatchObject({ width: 800, height: 600 });
  const fitted = await strippedToFit(large, 'image/png', 60_000);
  expect(fitted.type).toBe('image/jpeg');
  expect(fitted.bytes.length).toBeLessThanOrEqual(60_000);
  expect(await failure(strippedToFit(large, 'image/png', 10))).toMatchObject({ code: 'too_large' });
});

test('many at once all come out right', async () => {
  const colors = Array.from({ length: 24 }, (_, index) => `#${(index * 10).toString(16).padStart(2, '0').repeat(3)}`);
  const read = await Promise.all(colors.map(async (color) => readPicture(await plain(color, 64, 64).png().toBuffer())));
  expect(read.map(({ color }) => color)).toEqual(colors);
});
