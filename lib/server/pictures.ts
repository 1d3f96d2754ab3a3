import 'server-only';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { AppError } from '@/lib/schema/error';
import type { Image } from '@/lib/schema/image';
import { hasItsEnd } from './picture-end';
import { singleton } from './singleton';
import { fileStore, imageKey } from './store/files';

export type PictureType = Image['type'];

/** Bytes of the file and pixels of the picture that are read at most. */
export type PictureLimits = { bytes: number; pixels: number };
/** 4096 × 4096 pixels fit, however little they can be compressed. */
export const resultLimits: PictureLimits = { bytes: 50 * 1024 * 1024, pixels: 64_000_000 };
export const uploadLimits: PictureLimits = { bytes: 25 * 1024 * 1024, pixels: 40_000_000 };

/** What one decode tells; `width` and `height` as the picture is seen (its orientation applied), in pixels. */
export type Picture = {
  type: PictureType;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  /** A thumbhash in base64. */
  placeholder: string;
  /** The average, #rrggbb. */
  color: string;
  thumb: Buffer;
  preview: Buffer;
};

const thumbSide = 512;
const previewSide = 1600;
const placeholderSide = 100;
const decodeSeconds = 20;

// The decoders are the widest door a stranger's bytes have: only the three formats that are stored stay open.
const configured = (): true =>
  singleton('sharp', () => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });
    return true;
  });

const room = () =>
  singleton('pictures', () => ({ free: availableParallelism(), waiting: [] as (() => void)[] }));

/** At most one decode a core at a time; more only costs memory (quality/storage.md 7). */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  configured();
  const turn = room();
  if (turn.free > 0) turn.free -= 1;
  else await new Promise<void>((resolve) => turn.waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = turn.waiting.shift();
    if (next) next();
    else turn.free += 1;
  }
}

/** What bytes begin as: a type that is stored, or the words for another thing. */
const signatures: [string, (bytes: Buffer) => boolean][] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))],
  [
    'image/webp',
    (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  ],
  ['a GIF', (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))],
  ['an AVIF or HEIC', (bytes) => /^ftyp(avi|hei|mif|msf)/.test(bytes.toString('latin1', 4, 12))],
  ['an SVG', (bytes) => /<svg[\s>]/i.test(bytes.toString('latin1', 0, 1024))],
  [
    'a web page',
    (bytes) => /<(!doctype html|html|head|script)[\s>]/i.test(bytes.toString('latin1', 0, 1024)),
  ],
];

const signatureOf = (bytes: Buffer): string | undefined => signatures.find(([, matches]) => matches(bytes))?.[0];
const isPictureType = (type: string | undefined): type is PictureType => type?.startsWith('image/') ?? false;

/** Whether bytes are a PNG, JPEG or WebP by their beginning, whatever follows. */
export const beginsAsPicture = (bytes: Buffer): boolean => isPictureType(signatureOf(bytes));

/** The type by the bytes themselves; a name or a header proves nothing. Throws `unsupported_media`. */
export function pictureType(bytes: Buffer): PictureType {
  const found = signatureOf(bytes);
  if (isPictureType(found)) return found;
  throw new AppError(
    'unsupported_media',
    `The file is ${found ?? 'not a picture'}; it must be a PNG, JPEG or WebP.`,
  );
}

const open = (bytes: Buffer, pixels: number): Sharp =>
  sharp(bytes, { limitInputPixels: pixels, failOn: 'error', pages: 1 }).timeout({ seconds: decodeSeconds });

const damaged = (cause?: unknown): AppError =>
  new AppError('invalid_input', 'The picture is cut off or damaged.', { cause });

/** What the header alone tells. Throws as `readPicture`. */
async function sizeOf(bytes: Buffer, pixels: number): Promise<{ width: number; height: number }> {
  const header = await headerOf(bytes, pixels);
  if ((header.pages ?? 1) > 1) throw new AppError('unsupported_media', 'The file moves; it must be a still picture.');
  return header.autoOrient;
}

async function headerOf(bytes: Buffer, pixels: number): Promise<Metadata> {
  try {
    return await open(bytes, pixels).metadata();
  } catch (cause) {
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) {
      throw new AppError('too_large', `The picture has more than ${Math.floor(pixels / 1e6)} megapixels.`, {
        cause,
      });
    }
    throw damaged(cause);
  }
}

/**
 * Decodes a picture in full, once, and makes everything that is derived from it. Throws `unsupported_media` (not PNG,
 * JPEG or WebP by its bytes, or one that moves), `too_large` (over `limits`), `invalid_input` (cut off or damaged).
 */
export async function readPicture(bytes: Buffer, limits: PictureLimits = resultLimits): Promise<Picture> {
  if (bytes.byteLength > limits.bytes) {
    throw new AppError('too_large', `The file is larger than ${Math.floor(limits.bytes / 1024 / 1024)} MB.`);
  }
  const type = pictureType(bytes);
  if (!hasItsEnd(bytes, type)) throw damaged();
  return inTurn(async () => {
    const { width, height } = await sizeOf(bytes, limits.pixels);
    const decoded = await open(bytes, limits.pixels)
      .autoOrient()
      .resize({ width: previewSide, height: previewSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch((cause: unknown) => {
        throw damaged(cause);
      });
    const again = () => sharp(decoded.data, { raw: decoded.info });
    const fit = (side: number) =>
      again().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    const thumb = await fit(thumbSide).webp({ quality: 80 }).toBuffer();
    const preview = await again().webp({ quality: 82 }).toBuffer();
    const small = await fit(placeholderSide).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return {
      type,
      width,
      height,
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      placeholder: Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data)).toString(
        'base64',
      ),
      color: averageColor(small.data),
      thumb,
      preview,
    };
  });
}

/** Whether bytes are a whole picture: decoded to the last pixel. */
export const isWhole = (bytes: Buffer): Promise<boolean> =>
  inTurn(() =>
    open(bytes, resultLimits.pixels)
      .raw()
      .toBuffer()
      .then(() => true, () => false),
  );

/** The average of RGBA pixels, each weighted by how much of it shows. */
function averageColor(pixels: Buffer): string {
  let [red, green, blue, weight] = [0, 0, 0, 0];
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const alpha = pixels[at + 3] ?? 0;
    red += (pixels[at] ?? 0) * alpha;
    green += (pixels[at + 1] ?? 0) * alpha;
    blue += (pixels[at + 2] ?? 0) * alpha;
    weight += alpha;
  }
  const hex = (sum: number) => Math.round(weight === 0 ? 0 : sum / weight).toString(16).padStart(2, '0');
  return `#${hex(red)}${hex(green)}${hex(blue)}`;
}

export type StoredPicture = Omit<Picture, 'thumb' | 'preview'>;

/**
 * Reads a picture and puts its three files: the original untouched, then thumb and preview. All are there when it
 * returns. Putting the same bytes again changes nothing. Errors as `readPicture`.
 */
export async function storePicture(
  bytes: Buffer,
  limits: PictureLimits = resultLimits,
): Promise<StoredPicture> {
  const { thumb, preview, ...picture } = await readPicture(bytes, limits);
  const files = fileStore();
  await files.put(imageKey(picture.sha256, 'original'), bytes);
  await files.put(imageKey(picture.sha256, 'thumb'), thumb);
  await files.put(imageKey(picture.sha256, 'preview'), preview);
  return picture;
}

function reencoded(picture: Sharp, type: PictureType): Sharp {
  if (type === 'image/png') return picture.png({ compressionLevel: 6 });
  if (type === 'image/webp') return picture.webp({ quality: 95 });
  return picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' });
}

/**
 * The picture encoded again, upright, without any metadata (place, camera, prompt, signature): what leaves to a
 * provider or behind a share.
 */
export const stripped = (bytes: Buffer, type: PictureType): Promise<Buffer> =>
  inTurn(() => reencoded(open(bytes, resultLimits.pixels).autoOrient(), type).toBuffer());

/** As `stripped`, made smaller until it has at most `maxBytes` bytes: first as a JPEG, then with fewer pixels. */
export async function strippedToFit(
  bytes: Buffer,
  type: PictureType,
  maxBytes: number,
): Promise<{ bytes: Buffer; type: PictureType }> {
  const whole = await stripped(bytes, type);
  if (whole.byteLength <= maxBytes) return { bytes: whole, type };
  let { width } = await sizeOf(bytes, resultLimits.pixels);
  for (let tries = 0; tries < 24; tries++) {
    const smaller = await inTurn(() =>
      open(bytes, resultLimits.pixels)
        .autoOrient()
        .resize({ width })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 90 })
        .toBuffer(),
    );
    if (smaller.byteLength <= maxBytes) return { bytes: smaller, type: 'image/jpeg' };
    width = Math.max(1, Math.floor(width * 0.8));
  }
  throw new AppError('too_large', `The picture cannot be made smaller than ${maxBytes} bytes.`);
}
