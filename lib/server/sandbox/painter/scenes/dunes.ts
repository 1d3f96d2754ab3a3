import 'server-only';
import { alpha, darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import { paintSky } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string])[] = [
  ['#f3d9b0', '#e7a76b', '#8c3f2c'],
  ['#e7d9cf', '#c98f7a', '#4b2c3a'],
  ['#f5e2c0', '#d9b070', '#5c4a34'],
  ['#e8d8c8', '#c98e70', '#4a3440'],
];

/** Dunes with one lit and one shaded flank each, a low sun. */
export function paintDunes(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, context } = pen;
  const [pale, sand, deep] = turn(sets, variation);
  const body = subject.accent ?? sand;
  paintSky(pen, height * 0.56, subject, { sun: { x: 0.74 - 0.14 * variation, y: 0.22, radius: 0.09 } });
  const field = fieldFrom(51 + variation * 3);
  const dunes = 6;
  for (let dune = 0; dune < dunes; dune += 1) {
    const near = dune / (dunes - 1);
    const base = height * (0.42 + 0.105 * dune);
    const swell = Math.min(height, short * 1.3) * (0.07 + 0.035 * dune);
    const rate = 1.3 + (5 - dune) * 0.45;
    const crest = (x: number): number =>
      base + (field((x / short) * rate + dune * 7.3, dune * 2.1, 2) - 0.4) * swell * 2.4;
    const outline = new Outline().move(-4, height + 4);
    for (let x = -4; x <= width + 4; x += 3) outline.line(x, crest(x));
    outline.line(width + 4, height + 4).close();
    const upper = pen.tone(mix(pale, body, 0.25 + near * 0.75));
    const lower = pen.tone(mix(body, deep, near * 0.62));
    if (pen.manner === 'anime' || pen.manner === 'render-3d')
      pen.fill(outline, mix(pale, body, 0.25 + near * 0.75));
    else {
      const gradient = context.createLinearGradient(0, base - swell, 0, base + swell * 2.6);
      gradient.addColorStop(0, upper);
      gradient.addColorStop(1, pen.manner === 'design' ? upper : lower);
      context.fillStyle = gradient;
      context.fill(outline.path);
    }
    pen.clip(outline, () => {
      const summits = Math.max(1, Math.round((width / short) * 1.1));
      const stride = width / summits;
      for (let summit = -1; summit < summits; summit += 1) {
        const from = stride * (summit + ((0.2 + dune * 0.37 + variation * 0.2) % 0.9));
        const end = from + stride * 0.62;
        const drop = height - base + swell;
        const shade = new Outline().move(from, crest(from) - 1);
        for (let share = 0; share <= 1.001; share += 0.05) {
          shade.line(
            from + Math.sin(share * 2.6) * short * 0.07 - share * short * 0.16,
            crest(from) + share * drop,
          );
        }
        shade
          .line(end + stride * 0.5, crest(from) + drop)
          .quad(end + stride * 0.1, crest(end) + drop * 0.3, end, crest(end) - 1);
        for (let x = end; x >= from; x -= 4) shade.line(x, crest(x) - 1);
        const fade = context.createLinearGradient(0, base - swell, 0, base + swell * 3);
        const tone = pen.tone(deep);
        fade.addColorStop(0, alpha(tone, 0.2 + 0.3 * near));
        fade.addColorStop(1, alpha(tone, pen.manner === 'design' ? 0.2 + 0.3 * near : 0));
        context.fillStyle = fade;
        context.fill(shade.close().path);
      }
      if (dune > 2 && pen.manner !== 'design') {
        for (let ripple = 0; ripple < 9; ripple += 1) {
          const wave = new Outline();
          const y = base + swell * (0.9 + ripple * 0.28);
          for (let x = -4; x <= width + 4; x += width / 90) {
            const top = y + (field((x / short) * 5, ripple * 0.6 + dune * 4, 2) - 0.4) * swell * 0.4;
            if (x < 0) wave.move(x, top);
            else wave.line(x, top);
          }
          pen.stroke(wave, deep, Math.max(1, short * 0.0016), 0.12);
        }
      }
    });
  }
  if (subject.lacks('person') && subject.lacks('dog')) return;
  const foot = height * 0.535;
  const x = width * (0.3 + 0.12 * variation);
  for (let rider = 0; rider < 3; rider += 1)
    camel(
      pen,
      x + rider * short * 0.075,
      foot + rider * short * 0.008,
      short * 0.03,
      darken(deep, 0.35),
      lighten(deep, 0.1),
    );
}

function camel(pen: Pen, x: number, y: number, size: number, color: string, cloth: string): void {
  for (const leg of [-0.55, -0.3, 0.3, 0.55])
    pen.markBox(x + leg * size, y - size * 0.1, size * 0.11, size * 0.95, color);
  pen.mark(
    new Outline()
      .move(x - size * 0.7, y)
      .quad(x - size * 0.6, y - size * 0.6, x - size * 0.15, y - size * 0.5)
      .quad(x, y - size * 1.0, x + size * 0.25, y - size * 0.5)
      .quad(x + size * 0.7, y - size * 0.5, x + size * 0.66, y + size * 0.06)
      .close(),
    color,
  );
  pen.stroke(
    new Outline()
      .move(x - size * 0.6, y - size * 0.2)
      .quad(x - size * 1.05, y - size * 0.1, x - size * 1.0, y - size * 0.8)
      .line(x - size * 1.2, y - size * 0.78),
    color,
    size * 0.2,
  );
  pen.mark(Outline.ellipse(x + size * 0.05, y - size * 0.98, size * 0.2, size * 0.34), cloth);
}
