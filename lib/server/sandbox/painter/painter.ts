import 'server-only';
import type { Brief } from './brief';
import { encode } from './encode';
import { paintSheet } from './painting';

export type { Brief, PaintStyle } from './brief';
export { describe } from './describe';
export { remix } from './remix';
export { rewritePrompt } from './rewrite';
export { upscale } from './upscale';

/** Paints a picture; PNG bytes, exactly width × height. Same brief, same bytes. */
export async function paint(brief: Brief): Promise<Buffer> {
  return encode(paintSheet(brief));
}
