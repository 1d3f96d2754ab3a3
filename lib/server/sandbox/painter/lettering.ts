import 'server-only';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { familiesFor } from './fonts';

export type Box = { x: number; y: number; width: number; height: number };
export type Setting = {
  align: 'left' | 'center';
  /** Lines may be drawn wider than they are, up to this, to fill the measure. */
  stretch: number;
  weight?: number;
};

type Line = { text: string; width: number; ascent: number; descent: number };
type Layout = { lines: Line[]; size: number; leading: number; narrow: number };

const wide = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/u;

/** Pieces between which a line may end: words, and single Han signs. */
function pieces(text: string): string[] {
  const found = text.match(
    /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef][，。、！？：；」』）]*\s*|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*|\s+/gu,
  );
  return (found ?? [text]).filter((piece) => piece.trim() !== '');
}

/** Every way to break into `count` lines, best balanced first; long texts are only broken evenly. */
function breakInto(
  parts: readonly string[],
  count: number,
  widthOf: (text: string) => number,
): string[] | null {
  if (parts.length < count) return null;
  const join = (from: number, to: number): string => parts.slice(from, to).join('').trim();
  if (count === 1) return [join(0, parts.length)];
  let best: string[] | null = null;
  let narrowest = Infinity;
  const attempt = (lines: string[]): void => {
    const widest = Math.max(...lines.map(widthOf));
    if (widest < narrowest) {
      narrowest = widest;
      best = lines;
    }
  };
  const limit = Math.min(parts.length, 28);
  for (let first = 1; first < limit; first += 1) {
    if (count === 2) attempt([join(0, first), join(first, parts.length)]);
    else {
      for (let second = first + 1; second < limit; second += 1) {
        attempt([join(0, first), join(first, second), join(second, parts.length)]);
      }
    }
  }
  return best;
}

/** Weight 400–700 and width 75–100 are axes of the Latin file, which the font shorthand does not reach. */
function chooseFont(
  context: SKRSContext2D,
  text: string,
  size: number,
  weight: number,
  narrow: number,
): void {
  context.font = `${wide.test(text) ? 900 : weight >= 600 ? 700 : 400} ${size}px ${familiesFor(text)}`;
  context.fontVariationSettings = `'wght' ${weight}, 'wdth' ${narrow}`;
}

function measure(context: SKRSContext2D, text: string, size: number, weight: number, narrow: number): Line {
  chooseFont(context, text, size, weight, narrow);
  const { width, actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(text);
  return { text, width, ascent: actualBoundingBoxAscent, descent: actualBoundingBoxDescent };
}

function layOut(context: SKRSContext2D, phrases: readonly string[], box: Box, weight: number): Layout {
  const probe = 100;
  const cache = new Map<string, number>();
  const widthOf = (text: string): number => {
    let width = cache.get(text);
    if (width === undefined) {
      width = measure(context, text, probe, weight, 100).width;
      cache.set(text, width);
    }
    return width;
  };
  const candidates: string[][] =
    phrases.length > 1
      ? [[...phrases]]
      : [1, 2, 3].flatMap((count) => {
          const lines = breakInto(pieces(phrases[0] ?? ''), count, widthOf);
          return lines ? [lines] : [];
        });
  let best: Layout | null = null;
  for (const [texts, narrow] of candidates.flatMap((lines) => [
    [lines, 100] as const,
    [lines, 80] as const,
  ])) {
    const lines = texts.map((text) => measure(context, text, probe, weight, narrow));
    const widest = Math.max(...lines.map((line) => line.width));
    const leading = lines.some((line) => wide.test(line.text)) ? 1.16 : 1.02;
    const first = lines[0];
    const last = lines[lines.length - 1];
    const tall = (first?.ascent ?? 0) + (last?.descent ?? 0) + (lines.length - 1) * probe * leading;
    const size = Math.min((box.width / widest) * probe, (box.height / tall) * probe);
    if (!best || size > best.size * 1.08) best = { lines, size, leading, narrow };
  }
  return best ?? { lines: [], size: probe, leading: 1, narrow: 100 };
}

/** Sets up to three lines as large as the box allows, ink to ink inside it; answers the box really used. */
export function setLettering(
  context: SKRSContext2D,
  phrases: readonly string[],
  box: Box,
  ink: string,
  setting: Setting,
): Box {
  const weight = setting.weight ?? 700;
  const { lines, size, leading, narrow } = layOut(context, phrases, box, weight);
  const final = lines.map((line) => measure(context, line.text, size, weight, narrow));
  const first = final[0];
  const last = final[final.length - 1];
  if (!first || !last) return { ...box, height: 0 };
  const tall = first.ascent + last.descent + (final.length - 1) * size * leading;
  const top = box.y + (box.height - tall) / 2;
  context.save();
  context.fillStyle = ink;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  final.forEach((line, index) => {
    chooseFont(context, line.text, size, weight, narrow);
    const scale = Math.min(setting.stretch, box.width / line.width);
    const room = box.width - line.width * scale;
    context.save();
    context.translate(
      box.x + (setting.align === 'center' ? room / 2 : 0),
      top + first.ascent + index * size * leading,
    );
    context.scale(scale, 1);
    context.fillText(line.text, 0, 0);
    context.restore();
  });
  context.restore();
  return { x: box.x, y: top, width: box.width, height: tall };
}

/** One small line, cut at a word when it is too long. */
export function setCaption(
  context: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  size: number,
  ink: string,
  align: 'left' | 'center' | 'right' = 'left',
): void {
  context.save();
  chooseFont(context, text, size, 560, 100);
  const parts = pieces(text);
  while (parts.length > 1 && context.measureText(parts.join('').trim()).width > width) parts.pop();
  const shown = parts
    .join('')
    .trim()
    .replace(/[,;:，、；\s]+$/u, '');
  if (context.measureText(shown).width <= width) {
    context.fillStyle = ink;
    context.textBaseline = 'alphabetic';
    context.textAlign = align;
    context.fillText(shown, align === 'left' ? x : align === 'center' ? x + width / 2 : x + width, y);
  }
  context.restore();
}
