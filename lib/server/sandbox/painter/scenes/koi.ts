import 'server-only';
import { alpha, darken, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const ponds = [
  ['#2d6a68', '#0f2f38'],
  ['#3a5f4b', '#142a24'],
  ['#2a5376', '#0c2036'],
  ['#48706b', '#1a3236'],
] as const;
const coats = [
  ['#f3ece0', '#e0522c'],
  ['#e8702f', '#f6ead8'],
  ['#f1c55a', '#e08a26'],
  ['#f4efe6', '#2a2a30'],
  ['#f0e7da', '#cf3d2a'],
] as const;

function fish(pen: Pen, x: number, y: number, angle: number, size: number, coat: string, spot: string): void {
  pen.at(x + size * 0.07, y + size * 0.13, angle, () =>
    pen.mark(Outline.ellipse(0, 0, size * 0.56, size * 0.17), '#000a0f', 0.28),
  );
  const wag = (pen.random() - 0.5) * 0.16;
  pen.at(x, y, angle, () => {
    const fin = mix(coat, '#ffffff', 0.2);
    for (const side of [-1, 1]) {
      pen.fill(
        new Outline()
          .move(size * 0.2, side * size * 0.1)
          .quad(size * 0.12, side * size * 0.4, -size * 0.1, side * size * 0.34)
          .quad(size * 0.02, side * size * 0.2, size * 0.02, side * size * 0.1)
          .close(),
        fin,
      );
      pen.fill(
        new Outline()
          .move(-size * 0.2, side * size * 0.08)
          .quad(-size * 0.26, side * size * 0.22, -size * 0.36, side * size * 0.2)
          .quad(-size * 0.32, side * size * 0.12, -size * 0.3, side * size * 0.06)
          .close(),
        fin,
      );
    }
    pen.fill(
      new Outline()
        .move(-size * 0.42, 0)
        .quad(-size * 0.7, -size * 0.1, -size * 0.94, -size * (0.26 + wag))
        .quad(-size * 0.76, 0, -size * 0.92, size * (0.24 - wag))
        .quad(-size * 0.66, size * 0.08, -size * 0.42, 0)
        .close(),
      fin,
    );
    const body = new Outline()
      .move(size * 0.56, 0)
      .curve(size * 0.5, -size * 0.2, size * 0.1, -size * 0.24, -size * 0.52, -size * 0.03)
      .line(-size * 0.52, size * 0.03)
      .curve(size * 0.1, size * 0.24, size * 0.5, size * 0.2, size * 0.56, 0)
      .close();
    pen.fill(body, coat, pen.soft ? 'flat' : 'round');
    pen.clip(body, () => {
      const shift = (pen.random() - 0.5) * 0.16;
      for (const [dx, dy, radius] of [
        [0.38, -0.04, 0.14],
        [0.02 + shift, 0.06, 0.19],
        [-0.3 + shift, -0.03, 0.11],
        [0.2, 0.14, 0.06],
      ] as const) {
        pen.mark(
          Outline.ellipse(size * dx, size * dy, size * radius, size * radius * 0.72, 0.4 + shift),
          spot,
        );
      }
      pen.context.fillStyle = 'rgba(0,0,0,.15)';
      pen.context.fillRect(-size, size * 0.07, size * 2, size);
      if (pen.soft) {
        pen.context.fillStyle = 'rgba(255,255,255,.32)';
        pen.context.fill(Outline.ellipse(size * 0.05, -size * 0.08, size * 0.42, size * 0.035).path);
      }
    });
    if (pen.manner === 'anime') pen.stroke(body, '#1a1430', pen.short * 0.004);
    for (const side of [-1, 1]) pen.markDisc(size * 0.46, side * size * 0.07, size * 0.018, '#141414');
  });
}

function pad(pen: Pen, x: number, y: number, size: number, angle: number): void {
  pen.at(x, y, angle, () => {
    const shade = new Outline()
      .arc(size * 0.08, size * 0.1, size, 0.28, Math.PI * 2 - 0.1)
      .line(0, 0)
      .close();
    pen.mark(shade, '#000f0f', 0.28);
    const leaf = new Outline()
      .arc(0, 0, size, 0.28, Math.PI * 2 - 0.1)
      .line(0, 0)
      .close();
    pen.fill(leaf, '#5f8f58', pen.soft ? 'flat' : 'flat');
    pen.clip(leaf, () => pen.mark(Outline.ellipse(size * 0.1, size * 0.16, size * 0.72), '#7fa55f', 0.4));
    for (let vein = 1; vein < 9; vein += 1) {
      const turnTo = 0.28 + vein * 0.66;
      pen.stroke(
        new Outline().move(0, 0).line(Math.cos(turnTo) * size * 0.92, Math.sin(turnTo) * size * 0.92),
        '#e1f0c8',
        Math.max(1, size * 0.02),
        0.34,
      );
    }
  });
}

function lotus(pen: Pen, x: number, y: number, size: number, color: string): void {
  pen.shadow(x + size * 0.2, y + size * 0.25, size * 1.2, size * 1.1, 0.4);
  for (let ring = 2; ring >= 0; ring -= 1) {
    for (let petal = 0; petal < 8; petal += 1) {
      pen.at(x, y, (petal / 8) * Math.PI * 2 + ring * 0.4, () => {
        const long = size * (0.42 + ring * 0.25);
        pen.fill(
          new Outline()
            .move(size * 0.08, 0)
            .quad(long * 0.6, -size * 0.26, long, 0)
            .quad(long * 0.6, size * 0.26, size * 0.08, 0)
            .close(),
          mix('#fff4ea', color, ring * 0.42 + 0.05),
        );
      });
    }
  }
  pen.disc(x, y, size * 0.15, '#f2c65a');
}

/** A pond from straight above: koi turning round one another, pads at the edges, a lotus. */
export function paintKoi(pen: Pen, subject: Subject): void {
  const { width, height, short, variation } = pen;
  const [shallow, deep] = turn(ponds, variation);
  pen.cover(
    pen.manner === 'general' || pen.manner === 'design'
      ? mix(shallow, deep, 0.45)
      : pen.halo(width * 0.4, height * 0.35, Math.max(width, height), [shallow, deep]),
  );
  const middleX = width * (0.5 + 0.1 * (pen.random() - 0.5));
  const middleY = height * (0.52 + 0.1 * (pen.random() - 0.5));
  for (let ring = 0; ring < 14; ring += 1) {
    pen.stroke(
      Outline.ellipse(width * 0.72, height * 0.7, short * (0.08 + ring * 0.075)),
      '#dcf0e6',
      short * 0.005,
      0.1,
    );
  }
  pen.part('figure');
  const count = subject.count ?? turn([3, 2, 4, 3], variation);
  const stretchX = Math.max(1, width / height) * 0.9;
  const stretchY = Math.max(1, height / width) * 0.9;
  const size = short * (count <= 2 ? 0.4 : count <= 4 ? 0.34 : count <= 7 ? 0.26 : 0.21);
  const start = pen.random() * 6.28;
  for (let index = 0; index < count; index += 1) {
    const angle = start + (index / count) * Math.PI * 2;
    const ring = count === 1 ? 0 : count > 6 && index % 2 ? 0.16 : 0.28;
    const x = middleX + Math.cos(angle) * short * ring * stretchX;
    const y = middleY + Math.sin(angle) * short * ring * stretchY;
    const [coat, spot] = turn(coats, index + variation);
    const own = subject.accent;
    fish(
      pen,
      x,
      y,
      angle + Math.PI / 2 + (pen.random() - 0.5) * 0.7,
      size * (0.85 + 0.3 * pen.random()),
      own ? mix(own, '#ffffff', 0.15) : coat,
      own ? darken(own, 0.3) : spot,
    );
  }
  pen.part('ground');
  if (!subject.lacks('leaf') && !subject.lacks('lotus')) {
    const flip = variation % 2 === 0;
    const side = (share: number): number => width * (flip ? share : 1 - share);
    pad(pen, side(0.86), height * 0.12 + short * 0.06, short * 0.17, 0.6 + variation);
    pad(pen, side(1), height * 0.12 + short * 0.3, short * 0.12, 2);
    pad(pen, side(0.05), height * 0.1, short * 0.14, 4 + variation);
    pad(pen, side(0.93), height * 0.95, short * 0.14, 3);
    pad(pen, side(0.04), height * 0.86, short * 0.1, 1 + variation);
    if (height > width * 1.5) pad(pen, side(0.97), height * 0.6, short * 0.13, 5);
    if (width > height * 1.5) pad(pen, side(0.55), height * 0.03, short * 0.13, 2.4);
    lotus(pen, side(0.82), height * 0.12 + short * 0.02, short * 0.1, '#e0848a');
  }
  if (pen.soft) pen.glow(width * 0.2, height * 0.1, Math.max(width, height) * 0.6, '#e8fff4', 0.16);
  pen.context.fillStyle = alpha('#000000', 0);
}
