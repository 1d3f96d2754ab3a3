import 'server-only';
import { encodeClear, encode } from './encode';
import type { Brief } from './brief';
import { paintFigure, paintScene } from './scene';

export { removeBackground, replaceBackground } from './background';
export type { Brief, FrameBrief, PaintStyle } from './brief';
export { describe } from './describe';
export { reframe } from './reframe';
export { remix } from './remix';
export { rewritePrompt } from './rewrite';
export { upscale } from './upscale';

/** Paints a picture; PNG bytes, exactly width × height. Same brief, same bytes. */
export async function paint(brief: Brief): Promise<Buffer> {
  return encode(await paintScene(brief));
}

/** Paints what the words name on nothing; a PNG with alpha, exactly width × height. Same brief, same bytes. */
export async function paintTransparent(brief: Brief): Promise<Buffer> {
  return encodeClear(await paintFigure(brief));
}
