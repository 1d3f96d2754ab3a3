import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom } from '@/lib/server/sandbox/painter/random';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

/** Seven ridges, each a tone nearer, haze in the valleys, the sun between them. */
export function paintRidges(pen: Pen, subject: Subject): void {
  const { width, height, short, variation } = pen;
  const colors = skyColors(pen);
  paintSky(pen, height * 0.75, subject, { sun: { x: 0.3 + 0.13 * variation, y: 0.27, radius: 0.11 } });
  const field = fieldFrom(7 + variation * 13 + Math.floor(pen.random() * 90));
  const far = mix(colors[2], colors[3], 0.4);
  const near = subject.accent
    ? darken(subject.accent, 0.5)
    : darken(mix(colors[0], '#1b2a33', 0.45), pen.light === 'night' ? 0.5 : 0.3);
  const snowy = subject.weather.has('snow');
  const ridges = 7;
  for (let ridge = 0; ridge < ridges; ridge += 1) {
    const depth = ridge / (ridges - 1);
    const color = mix(far, near, depth * 0.95);
    const base = height * (0.4 + 0.092 * ridge);
    const rough = (x: number): number =>
      base +
      (field((x / short) * (1.7 + ridge * 0.4) + ridge * 11, ridge * 3, 5) - 0.5) *
        Math.min(height, short * 1.4) *
        (0.52 - ridge * 0.035);
    pen.plane(Math.max(0, 0.0035 - depth * 0.006), () => {
      const outline = new Outline().move(-4, height + 4);
      const step = Math.max(2, width / 340);
      for (let x = -4; x <= width + 4; x += step) outline.line(x, rough(x));
      outline.line(width + 4, height + 4).close();
      pen.fill(outline, color);
      if (snowy && ridge < 5) cap(pen, rough, base, mix('#f6f7f5', color, 0.2));
      if (ridge < ridges - 1) haze(pen, base, mix(color, colors[4], 0.62), 0.62 - depth * 0.4);
    });
  }
  if (!subject.lacks('bird') && pen.light !== 'night') birds(pen, darken(near, 0.3));
  if (subject.says('forest')) firs(pen, darken(near, 0.35));
}

function haze(pen: Pen, base: number, color: string, strength: number): void {
  if (pen.manner === 'design' || pen.manner === 'anime') return;
  const { context, width, height } = pen;
  const gradient = context.createLinearGradient(0, base - height * 0.04, 0, base + height * 0.2);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  gradient.addColorStop(0, `rgba(${red},${green},${blue},0)`);
  gradient.addColorStop(1, `rgba(${red},${green},${blue},${strength})`);
  context.fillStyle = gradient;
  context.fillRect(0, base - height * 0.04, width, height);
}

function cap(pen: Pen, rough: (x: number) => number, base: number, color: string): void {
  const { width, height } = pen;
  const line = base - height * 0.02;
  const outline = new Outline().move(0, line);
  for (let x = 0; x <= width; x += width / 200) outline.line(x, Math.min(line, rough(x)));
  outline.line(width, line);
  for (let x = width; x >= 0; x -= width / 60)
    outline.line(x, Math.min(line, rough(x)) + Math.max(0, (line - rough(x)) * (0.25 + 0.4 * pen.random())));
  pen.mark(outline.close(), lighten(color, 0.1), 0.9);
}

function birds(pen: Pen, color: string): void {
  const x = pen.width * (0.55 + 0.2 * pen.random());
  const y = pen.height * (0.16 + 0.08 * pen.random());
  for (let index = 0; index < 5; index += 1) {
    const size = pen.short * (0.012 + 0.008 * pen.random());
    const left = x + (index - 2) * pen.short * 0.045 + pen.random() * 8;
    const top = y + Math.abs(index - 2) * pen.short * 0.02;
    pen.stroke(
      new Outline()
        .move(left - size, top - size * 0.35)
        .quad(left - size * 0.4, top - size * 0.5, left, top)
        .quad(left + size * 0.4, top - size * 0.5, left + size, top - size * 0.35),
      color,
      Math.max(1, pen.short * 0.0026),
    );
  }
}

function firs(pen: Pen, color: string): void {
  const count = Math.round((pen.width / pen.short) * 16);
  for (let index = 0; index < count; index += 1) {
    const x = pen.width * ((index + pen.random()) / count);
    const tall = pen.short * (0.08 + 0.12 * pen.random());
    pen.polygon(
      [
        [x, pen.height * 1.01 - tall],
        [x + tall * 0.2, pen.height * 1.02],
        [x - tall * 0.2, pen.height * 1.02],
      ],
      color,
    );
  }
}
