import 'server-only';
import sharp from 'sharp';
import { problem, ruleFault } from './refusals';

/** More than any request may hold: one picture of 10 MB and its words. */
const bodyLimit = 32 * 1024 * 1024;
/**
 * Of one picture (shared/upstream/ideogram.md 2.7; the stricter of the two figures, which every gateway
 * takes).
 */
const pictureLimit = 10 * 1024 * 1024;
const pixelLimit = 64_000_000;

export type Bytes = Uint8Array<ArrayBuffer>;

/** The whole body; null when it is over the limit. */
export async function readWhole(request: Request): Promise<Bytes | null> {
  if (Number(request.headers.get('content-length')) > bodyLimit) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    // Read on without keeping: a caller that is still sending would take a closed connection for no answer.
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) return null;
  return new Uint8Array(Buffer.concat(chunks));
}

/** A JSON body; a 400 when it is not one. */
export function readJson(bytes: Bytes, type: string): { value: unknown } | Response {
  if (!/^application\/json\b/i.test(type)) {
    return problem(400, `Invalid Content-type (${type || 'none'}), expected application/json`);
  }
  return parsed(new TextDecoder().decode(bytes), 'Request body is not valid JSON');
}

function parsed(text: string, fault: string): { value: unknown } | Response {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return problem(400, fault);
  }
}

/** A multipart body; a 400 when it is not one. */
export async function readForm(bytes: Bytes, type: string): Promise<FormData | Response> {
  if (!/^multipart\/form-data\b/i.test(type)) {
    return problem(400, `Invalid Content-type (${type || 'none'}), expected multipart/form-data`);
  }
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    return problem(400, 'Request body is not valid multipart/form-data');
  }
}

/**
 * The part `image_request`: a JSON string, sent as a plain text part or as an `application/json` one, with or
 * without a file name (2.2).
 */
export async function readPart(form: FormData): Promise<{ value: unknown } | Response> {
  const part = form.get('image_request');
  if (part === null) return problem(400, "'image_request' is a required property");
  const text = typeof part === 'string' ? part : await part.text();
  return parsed(text, "The part is not valid JSON - 'image_request'");
}

/** An uploaded picture that was decoded once, so drawing with it will not fail. */
export type Source = { bytes: Buffer; width: number; height: number };

function isPicture(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 12);
  return (
    ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n'].some((sign) => head.startsWith(sign)) ||
    /^RIFF.{4}WEBP$/s.test(head)
  );
}

/**
 * The part `image_file`; a 400 for none, another type than JPEG, PNG or WebP, too many bytes, or one that is
 * broken.
 */
export async function readSource(form: FormData): Promise<Source | Response> {
  const part = form.get('image_file');
  if (part === null) return problem(400, "'image_file' is a required property");
  if (typeof part === 'string') return problem(400, "The part is not a file - 'image_file'");
  return readPicture(Buffer.from(await part.arrayBuffer()));
}

/** A picture by its bytes; a 400 for too many, another type than JPEG, PNG or WebP, or one that is broken. */
export async function readPicture(bytes: Buffer): Promise<Source | Response> {
  if (bytes.length > pictureLimit) return ruleFault('The source image must be at most 10 MB.');
  if (!isPicture(bytes)) return ruleFault('Only JPEG, PNG and WebP source images are supported.');
  try {
    const decoder = sharp(bytes, { limitInputPixels: pixelLimit, failOn: 'error' });
    const { autoOrient } = await decoder.metadata();
    await decoder.resize(16, 16, { fit: 'fill' }).toBuffer();
    return { bytes, width: autoOrient.width, height: autoOrient.height };
  } catch {
    return ruleFault('Could not read a source image.');
  }
}
