import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline, type Point } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const rooms: readonly (readonly [string, string])[] = [
  ['#e2d6c4', '#a88d70'],
  ['#cdd3cb', '#7f8c84'],
  ['#dcc0a8', '#8e5f48'],
  ['#c9c3bd', '#716a66'],
];
const glazes = ['#f1eadb', '#8fa79a', '#c77b56', '#3f5a66', '#e2c179', '#77685c', '#d7c9bb', '#a8483a'];
/** Half widths (of the place) at heights (of the pot), lip first. */
const forms: readonly (readonly Point[])[] = [
  [
    [0.16, 0],
    [0.2, 0.16],
    [0.42, 0.45],
    [0.34, 0.85],
    [0.2, 1],
  ],
  [
    [0.34, 0],
    [0.36, 0.05],
    [0.38, 0.6],
    [0.33, 1],
  ],
  [
    [0.1, 0],
    [0.12, 0.42],
    [0.36, 0.62],
    [0.36, 0.88],
    [0.22, 1],
  ],
  [
    [0.44, 0],
    [0.4, 0.5],
    [0.24, 0.95],
    [0.24, 1],
  ],
  [
    [0.22, 0],
    [0.16, 0.12],
    [0.2, 0.25],
    [0.4, 0.6],
    [0.24, 1],
  ],
];

function profile(x: number, top: number, tall: number, wide: number, form: readonly Point[]): Outline {
  const [lip] = form;
  const half = form.slice(1).map(([reach, down], index) => {
    const [before, up] = form[index] ?? [0, 0];
    const middle = top + ((up + down) / 2) * tall;
    return [before * wide, middle, reach * wide, middle, reach * wide, top + down * tall] as const;
  });
  return Outline.even(x, half, [(lip?.[0] ?? 0) * wide, top]);
}

function pot(
  pen: Pen,
  subject: Subject,
  x: number,
  foot: number,
  tall: number,
  wide: number,
  index: number,
  color: string,
): void {
  const form = subject.says('cup') ? (forms[1] ?? []) : turn(forms, index + pen.variation);
  const top = foot - tall;
  const lip = (form[0]?.[0] ?? 0.2) * wide;
  if (!subject.lacks('shadow'))
    pen.shadow(x + wide * 0.2, foot + 2, wide * 0.5, Math.max(4, tall * 0.045), 0.5, '#2c1808');
  const outline = profile(x, top, tall, wide, form);
  if (subject.says('cup')) {
    pen.limb(
      new Outline()
        .move(x + wide * 0.36, top + tall * 0.25)
        .curve(
          x + wide * 0.62,
          top + tall * 0.2,
          x + wide * 0.62,
          top + tall * 0.72,
          x + wide * 0.36,
          top + tall * 0.68,
        ),
      darken(color, 0.15),
      wide * 0.07,
    );
  }
  pen.fill(outline, color, 'column');
  pen.clip(outline, () => {
    if (index % 3 === 0)
      for (let ring = 0; ring < 4; ring += 1)
        pen.markBox(x - wide, top + tall * (0.42 + ring * 0.07), wide * 2, tall * 0.022, '#2b211b', 0.5);
    if (index % 3 === 2) pen.markBox(x - wide, top + tall * 0.66, wide * 2, tall, '#4a2c1c', 0.42);
    if (index % 4 === 1) {
      for (let dot = 0; dot < 60; dot += 1)
        pen.mark(
          Outline.ellipse(x + (pen.random() - 0.5) * wide, top + pen.random() * tall, wide * 0.008),
          '#2b211b',
          0.4,
        );
    }
    if (pen.soft) {
      pen.context.fillStyle = 'rgba(255,252,240,.3)';
      pen.context.fill(Outline.ellipse(x - wide * 0.13, top + tall * 0.5, wide * 0.025, tall * 0.22).path);
    }
  });
  pen.fill(Outline.ellipse(x, top, lip, lip * 0.17), darken(color, 0.62));
  const sprig = index % 4 === 2 && form === forms[2] && !subject.lacks('leaf');
  if (sprig || (subject.says('flower') && lip < wide * 0.25)) branch(pen, x, top, tall * 0.8);
  if (subject.says('cup')) steam(pen, x, top, tall);
}

function branch(pen: Pen, x: number, top: number, tall: number): void {
  for (const lean of [-0.18, 0.14]) {
    let px = x;
    let py = top;
    let angle = -Math.PI / 2 + lean;
    for (let joint = 0; joint < 7; joint += 1) {
      const nx = px + Math.cos(angle) * tall * 0.12;
      const ny = py + Math.sin(angle) * tall * 0.12;
      pen.stroke(new Outline().move(px, py).line(nx, ny), '#5a4a2e', Math.max(1, tall * 0.012));
      for (const side of [-1, 1])
        pen.at(nx, ny, angle + side * 0.9, () =>
          pen.ellipse(tall * 0.07, 0, tall * 0.08, tall * 0.026, '#6f8256', 'flat'),
        );
      px = nx;
      py = ny;
      angle += lean * 0.35;
    }
  }
}

function steam(pen: Pen, x: number, top: number, tall: number): void {
  for (const side of [-0.12, 0.1]) {
    const left = x + side * tall;
    pen.stroke(
      new Outline()
        .move(left, top - tall * 0.05)
        .curve(
          left - tall * 0.14,
          top - tall * 0.3,
          left + tall * 0.14,
          top - tall * 0.45,
          left,
          top - tall * 0.7,
        ),
      '#ffffff',
      tall * 0.025,
      0.5,
    );
  }
}

/** A shelf of glazed pots, tall and squat in turn. */
export function paintCeramics(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const [wall, wood] = turn(rooms, variation);
  pen.cover(
    pen.soft ? pen.wash(0, 0, width, height * 0.4, [lighten(wall, 0.25), wall, darken(wall, 0.12)]) : wall,
  );
  if (!pen.soft) pen.disc(width * 0.5, height * 0.42, short * 0.36, lighten(wall, 0.34), 'flat');
  const aspect = width / height;
  const count = subject.count ?? Math.max(subject.says('cup') ? 1 : 3, Math.min(9, Math.round(aspect * 3.1)));
  const shelves = aspect < 0.62 && count > 2 ? 2 : count > 7 && aspect < 1.4 ? 2 : 1;
  const perShelf = Math.ceil(count / shelves);
  const board = Math.max(6, short * 0.05);
  for (let shelf = 0; shelf < shelves; shelf += 1) {
    const foot = shelves === 1 ? height * 0.78 : height * (shelf ? 0.86 : 0.44);
    pen.part('ground');
    pen.box(-8, foot, width + 16, board, wood);
    if (pen.soft) {
      const under = pen.context.createLinearGradient(0, foot + board, 0, foot + board * 3);
      under.addColorStop(0, 'rgba(40,22,8,.34)');
      under.addColorStop(1, 'rgba(40,22,8,0)');
      pen.context.fillStyle = under;
      pen.context.fillRect(0, foot + board, width, board * 2);
    } else pen.markBox(0, foot + board, width, height, darken(wall, 0.1), shelf === shelves - 1 ? 1 : 0);
    pen.part('figure');
    const here = Math.min(perShelf, count - shelf * perShelf);
    const room = width * (here === 1 ? 0.6 : 0.88);
    const step = Math.min(room / here, short * 0.5);
    const most = shelves === 1 ? height * 0.6 : height * 0.32;
    for (let place = 0; place < here; place += 1) {
      const index = shelf * perShelf + place;
      const tall =
        Math.min(most, step * 2.1) *
        (0.58 + 0.42 * random()) *
        (subject.says('cup') ? 0.55 : index % 3 === 1 && here > 1 ? 0.72 : 1);
      const color = subject.accent
        ? mix(subject.accent, turn(glazes, index), 0.18 * (index % 3))
        : turn(glazes, index * 3 + variation * 2 + Math.floor(random() * 2));
      pot(
        pen,
        subject,
        width / 2 + (place - (here - 1) / 2) * step,
        foot,
        tall,
        step * 0.98,
        index,
        mix(color, wall, 0.04),
      );
    }
  }
}
