import 'server-only';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { z } from 'zod';

const latin = 'Atelier Latin';
const latinMore = 'Atelier Latin More';
const han = 'Atelier Han';
const elsewhere =
  '"Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans KR", "PingFang SC", "Apple SD Gothic Neo", "Microsoft YaHei", "Malgun Gothic", "Droid Sans Fallback", "DejaVu Sans", sans-serif';

const modules = (): string => join(/* turbopackIgnore: true */ process.cwd(), 'node_modules');
const latinFile = (part: string): string =>
  join(
    modules(),
    '@fontsource-variable',
    'instrument-sans',
    'files',
    `instrument-sans-${part}-wdth-normal.woff2`,
  );
const hanFile = (part: string): string =>
  join(modules(), '@fontsource', 'noto-sans-sc', 'files', `noto-sans-sc-${part}-900-normal.woff2`);

/** The Chinese files hold no Korean: only the machine can have it. */
const hangul = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/u;
const korean =
  '"Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "Droid Sans Fallback"';

type Slice = { name: string; ranges: [number, number][] };
let slices: Slice[] | null = null;
const known = new Set<string>();

function register(file: string, family: string): boolean {
  if (known.has(family)) return true;
  if (!existsSync(/* turbopackIgnore: true */ file)) return false;
  GlobalFonts.registerFromPath(file, family);
  known.add(family);
  return true;
}

function readSlices(): Slice[] {
  if (slices) return slices;
  const file = join(modules(), '@fontsource', 'noto-sans-sc', 'unicode.json');
  const listed = existsSync(/* turbopackIgnore: true */ file)
    ? z
        .record(z.string(), z.string())
        .parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8')))
    : {};
  slices = Object.entries(listed).map(([name, ranges]) => ({
    name: name.replace(/[[\]]/gu, ''),
    ranges: ranges.split(',').map((range): [number, number] => {
      const [from = '0', to = from] = range.slice(2).split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    }),
  }));
  return slices;
}

/** Further files for signs that the main ones may not hold, loaded when a text first needs them. */
function extra(text: string): string[] {
  const families = new Set<string>();
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x250 || hangul.test(character)) continue;
    const slice = readSlices().find(({ ranges }) =>
      ranges.some(([from, to]) => point >= from && point <= to),
    );
    if (slice && register(hanFile(slice.name), `Atelier Han ${slice.name}`))
      families.add(`Atelier Han ${slice.name}`);
  }
  return [...families];
}

/** The font list for a text: Latin first, then Han, then whatever the machine has. Registers once per process. */
export function familiesFor(text: string): string {
  const wanted: string[] = [];
  if (register(latinFile('latin'), latin)) wanted.push(latin);
  if (/[\u0100-\u024f\u1e00-\u1eff]/u.test(text) && register(latinFile('latin-ext'), latinMore))
    wanted.push(latinMore);
  if (/[\u0250-\u{10ffff}]/u.test(text)) {
    if (register(hanFile('chinese-simplified'), han)) wanted.push(han);
    wanted.push(...extra(text));
  }
  const own = wanted.map((family) => `"${family}"`);
  return (
    hangul.test(text) ? [...own.slice(0, 1), korean, ...own.slice(1), elsewhere] : [...own, elsewhere]
  ).join(', ');
}

const drawable = new Map<string, boolean>();

/** No font here may hold a sign (Korean on a bare server): then its mark is the one of a code point that is no sign. */
function isDrawable(sign: string): boolean {
  const found = drawable.get(sign);
  if (found !== undefined) return found;
  const families = familiesFor(sign);
  const marks = [sign, '\u{10fffd}'].map((text) => {
    const context = createCanvas(48, 48).getContext('2d');
    context.font = `32px ${families}`;
    context.fillText(text, 6, 38);
    return Buffer.from(context.getImageData(0, 0, 48, 48).data);
  });
  const [mark, box] = marks;
  const real = mark !== undefined && box !== undefined && !mark.equals(box);
  drawable.set(sign, real);
  return real;
}

/** Whether every sign of a text can be set here; words that cannot are better left out than set as boxes. */
export function canSet(text: string): boolean {
  return [...text].every(
    (sign) => (sign.codePointAt(0) ?? 0) < 0x250 || /\s/u.test(sign) || isDrawable(sign),
  );
}
