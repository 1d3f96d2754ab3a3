import 'server-only';
import { darken, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import { paintWater } from '@/lib/server/sandbox/painter/scenes/water';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sails = ['#f8efdc', '#e4693f', '#f2c04e', '#f6e4c4', '#d8473a', '#dfe9e4'];

function boat(
  pen: Pen,
  x: number,
  y: number,
  size: number,
  sail: string,
  jib: string,
  hull: string,
  colors: readonly string[],
): void {
  for (let index = 0; index < 16; index += 1) {
    const down = index / 15;
    const half = size * (0.36 - 0.2 * down) * (0.6 + 0.5 * pen.random());
    pen.lamp(
      Outline.ellipse(
        x + (pen.random() - 0.5) * size * 0.14,
        y + size * (0.09 + 0.62 * down),
        half,
        Math.max(1, size * 0.011),
      ),
      mix(sail, colors[0] ?? sail, 0.35),
      0.5 * (1 - down),
    );
  }
  const lean = (pen.random() - 0.5) * 0.1;
  pen.at(x, y, lean, () => {
    pen.fill(
      new Outline()
        .move(size * 0.02, -size * 1.12)
        .quad(size * 0.3, -size * 0.6, size * 0.46, -size * 0.12)
        .line(size * 0.03, -size * 0.1)
        .close(),
      sail,
    );
    pen.fill(
      new Outline()
        .move(-size * 0.02, -size * 1.02)
        .quad(-size * 0.1, -size * 0.5, -size * 0.38, -size * 0.1)
        .quad(-size * 0.16, -size * 0.15, -size * 0.02, -size * 0.12)
        .close(),
      jib,
    );
    pen.limb(
      new Outline().move(0, -size * 1.16).line(0, -size * 0.02),
      '#3a2b22',
      Math.max(1.2, size * 0.02),
    );
    pen.fill(
      new Outline()
        .move(-size * 0.5, -size * 0.07)
        .line(size * 0.58, -size * 0.07)
        .quad(size * 0.46, size * 0.1, size * 0.28, size * 0.11)
        .line(-size * 0.3, size * 0.11)
        .quad(-size * 0.46, size * 0.06, -size * 0.5, -size * 0.07)
        .close(),
      hull,
    );
    pen.markBox(-size * 0.48, -size * 0.07, size * 1.04, size * 0.028, '#f6ecd8');
  });
}

/** Open sea, islands at the rim, sails at different distances. */
export function paintSailing(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const horizon = height * (0.5 + 0.04 * (variation % 3));
  const sunX = variation % 2 ? 0.7 : 0.28;
  paintSky(pen, horizon, subject, { sun: { x: sunX, y: pen.light === 'noon' ? 0.18 : 0.3, radius: 0.1 } });
  const colors = skyColors(pen);
  const field = fieldFrom(40 + variation);
  for (let range = 0; range < 3; range += 1) {
    const outline = new Outline().move(-4, horizon + 1);
    for (let x = -4; x <= width + 4; x += width / 160) {
      const lift = Math.max(0, field((x / short) * 1.6 + range * 5, range * 3, 4) - 0.47 + 0.03 * range);
      outline.line(x, horizon - lift * short * (0.72 - 0.18 * range));
    }
    pen.mark(
      outline.line(width + 4, horizon + 1).close(),
      mix(mix(colors[1], colors[3], 0.6 - 0.3 * range), '#2c4450', 0.16 + 0.2 * range),
    );
  }
  paintWater(pen, horizon, colors, subject.lacks('sun') ? null : width * sunX);
  if (subject.lacks('boat')) return;
  pen.part('scenery');
  const count = subject.count ?? turn([3, 2, 4, 3], variation);
  const room = height - horizon;
  const boats = Array.from({ length: count }, (_, index) => {
    const near = count === 1 ? 0.5 : ((index * 0.618 + variation * 0.23) % 1) * 0.9;
    const x =
      width * (count === 1 ? (variation % 2 ? 0.4 : 0.6) : (index + 0.5 + (random() - 0.5) * 0.3) / count);
    return { x, near, index };
  }).toSorted((one, two) => one.near - two.near);
  const most = Math.min(short * 0.34, (width / count) * 0.95, horizon * 0.8);
  for (const { x, near, index } of boats) {
    const size = most * (0.36 + 0.64 * near);
    const sail = subject.accent ?? turn(sails, index + variation);
    boat(
      pen,
      x,
      horizon + room * (0.08 + 0.5 * near),
      size,
      sail,
      mix(sail, '#ffffff', 0.35),
      turn(['#22313f', '#8c2f26', '#f1e6d0', '#1f4f5c'], index + variation),
      colors,
    );
  }
  pen.part('ground');
  if (!subject.lacks('bird')) {
    for (let index = 0; index < 4; index += 1) {
      const x = width * (0.1 + 0.8 * random());
      const y = horizon * (0.2 + 0.4 * random());
      const size = short * 0.014;
      pen.stroke(
        new Outline()
          .move(x - size, y - size * 0.4)
          .quad(x - size * 0.4, y - size * 0.6, x, y)
          .quad(x + size * 0.4, y - size * 0.6, x + size, y - size * 0.4),
        darken(colors[0], 0.3),
        Math.max(1, short * 0.003),
      );
    }
  }
}
