import 'server-only';
import { alpha, darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { between, turn } from '@/lib/server/sandbox/painter/random';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

type Wall = { x: number; top: number; foot: number };

function archway(pen: Pen, near: Wall, far: Wall, middle: Wall, stone: string, dark: string): void {
  const level = (wall: Wall, share: number): number => between(wall.top, wall.foot, share);
  const spring = 0.48;
  pen.mark(
    new Outline()
      .move(near.x, near.foot)
      .line(near.x, level(near, spring))
      .curve(
        near.x,
        level(near, 0.3),
        between(near.x, middle.x, 0.6),
        level(middle, 0.29),
        middle.x,
        level(middle, 0.3),
      )
      .curve(
        between(far.x, middle.x, 0.6),
        level(middle, 0.29),
        far.x,
        level(far, 0.32),
        far.x,
        level(far, spring),
      )
      .line(far.x, far.foot)
      .close(),
    dark,
  );
  const inner = near.x + (far.x - near.x) * 0.24;
  pen.mark(
    new Outline()
      .move(near.x, near.foot)
      .line(near.x, level(near, spring))
      .curve(
        near.x,
        level(near, 0.34),
        near.x + (inner - near.x) * 0.4,
        level(near, 0.36),
        inner,
        level(middle, 0.335),
      )
      .line(inner, between(near.foot, far.foot, 0.24))
      .close(),
    mix(stone, '#8a5a34', 0.5),
  );
  const left = between(near.x, far.x, 0.36);
  const right = between(near.x, far.x, 0.64);
  const at = (share: number): Wall => ({
    x: 0,
    top: between(near.top, far.top, share),
    foot: between(near.foot, far.foot, share),
  });
  pen.markPolygon(
    [
      [left, level(at(0.36), 0.1)],
      [right, level(at(0.64), 0.1)],
      [right, level(at(0.64), 0.19)],
      [left, level(at(0.36), 0.19)],
    ],
    mix(dark, stone, 0.25),
  );
}

function figure(pen: Pen, x: number, foot: number, size: number): void {
  pen.markPolygon(
    [
      [x, foot],
      [x + size * 0.22, foot],
      [x - size * 3.6, foot + size * 1.15],
      [x - size * 3.85, foot + size * 1.15],
    ],
    '#3a2438',
    0.62,
  );
  pen.fill(
    new Outline()
      .move(x - size * 0.14, foot)
      .line(x + size * 0.02, foot - size * 0.8)
      .line(x + size * 0.2, foot - size * 0.8)
      .line(x + size * 0.36, foot)
      .close(),
    '#2a2030',
  );
  pen.disc(x + size * 0.11, foot - size * 0.96, size * 0.14, '#2a2030');
}

/** An arcade running to a low horizon, long shadows, one small figure. */
export function paintArcade(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, context } = pen;
  const ground = height * (height > width * 1.3 ? 0.66 : 0.6);
  const mirrored = variation % 2 === 1;
  context.save();
  if (mirrored) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  paintSky(pen, ground, subject, { clouds: pen.manner === 'anime' });
  const colors = skyColors(pen);
  const sand = subject.accent
    ? mix(subject.accent, '#d9a55a', 0.35)
    : turn(['#d9a55a', '#c9986a', '#d6b27a', '#cf8f52'], variation);
  pen.cover(pen.wash(0, ground, 0, height, [sand, darken(sand, pen.soft ? 0.28 : 0.16)]), ground);
  pen.markBox(0, ground - height * 0.028, width * 0.62, height * 0.03, mix(colors[1], '#4a3a4a', 0.6), 0.75);
  const tower = width * 0.1;
  const wide = short * 0.05;
  pen.fill(
    Outline.polygon([
      [tower - wide, ground],
      [tower - wide, ground - height * 0.21],
      [tower, ground - height * 0.26],
      [tower + wide, ground - height * 0.21],
      [tower + wide, ground],
    ]),
    '#6b5560',
    'column',
  );
  const point = { x: width * 0.2, y: ground };
  const edge = width * 1.02;
  const at = (share: number): Wall => ({
    x: between(edge, point.x, share),
    top: between(-height * 0.02, point.y, share),
    foot: between(height * 1.02, point.y, share),
  });
  const last = 0.66;
  const end = at(last);
  const start = at(0);
  if (!subject.lacks('shadow') && pen.light !== 'night') {
    pen.markPolygon(
      [
        [end.x, end.foot],
        [start.x, start.foot],
        [start.x - width * 0.9, height * 1.6],
        [end.x - width * 0.25, end.foot + height * 0.02],
      ],
      '#3a2438',
      0.68,
    );
  }
  const stone = '#efdcb4';
  const wall = Outline.polygon([
    [start.x, start.top],
    [end.x, end.top],
    [end.x, end.foot],
    [start.x, start.foot],
  ]);
  pen.fill(wall, stone);
  pen.markPolygon(
    [
      [start.x, start.top],
      [end.x, end.top],
      [end.x, between(end.top, end.foot, 0.035)],
      [start.x, between(start.top, start.foot, 0.035)],
    ],
    '#b98c56',
    0.8,
  );
  const spans = 5;
  const dark = pen.light === 'night' ? '#1a1830' : '#2a2030';
  for (let index = spans - 1; index >= 0; index -= 1) {
    const from = 1 - (1 - last) ** ((index + 0.16) / spans);
    const to = 1 - (1 - last) ** ((index + 0.84) / spans);
    archway(pen, at(from), at(to), at((from + to) / 2), stone, dark);
  }
  if (pen.soft) {
    const gradient = context.createLinearGradient(width, 0, end.x, 0);
    gradient.addColorStop(0, alpha(lighten(stone, 0.5), 0.22));
    gradient.addColorStop(1, alpha('#5a3a4a', 0.28));
    context.fillStyle = gradient;
    context.fill(wall.path);
  }
  if (!subject.lacks('person')) {
    const count = Math.min(5, subject.says('person') ? (subject.count ?? 1) : 1);
    for (let index = 0; index < count; index += 1)
      figure(
        pen,
        width * (0.3 + 0.06 * index),
        height * (ground / height + 0.2 - 0.04 * index),
        Math.min(height * 0.085, short * 0.1),
      );
  }
  context.restore();
}
