import 'server-only';
import { mix } from '@/lib/server/sandbox/painter/color';
import { Outline, type Point } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string])[] = [
  ['#1b2433', '#f5c873', '#e98f4c', '#2b384c'],
  ['#2b1e28', '#f2b38a', '#e5645a', '#41303c'],
  ['#14282c', '#f4dd97', '#9cc7a2', '#22393d'],
  ['#232338', '#f0d0a8', '#8fb4d8', '#33344e'],
];

/** Of a cat on the sill, in parts of the pane. */
const ears: readonly (readonly Point[])[] = [
  [[0.24, 0.72], [0.25, 0.56], [0.33, 0.68]],
  [[0.4, 0.68], [0.48, 0.56], [0.5, 0.72]],
];

function life(
  pen: Pen,
  kind: number,
  x: number,
  y: number,
  wide: number,
  tall: number,
  color: string,
  cloth: string,
  people: boolean,
): void {
  const paint = (outline: Outline, opacity = 1): void => pen.lamp(outline, color, opacity);
  if (kind === 0) {
    paint(Outline.box(x + wide * 0.44, y, wide * 0.03, tall * 0.3));
    paint(new Outline().arc(x + wide * 0.455, y + tall * 0.4, wide * 0.17, Math.PI, Math.PI * 2).close());
  } else if (kind === 1) {
    paint(Outline.box(x + wide * 0.12, y + tall * 0.8, wide * 0.3, tall * 0.2));
    for (let leaf = 0; leaf < 5; leaf += 1) {
      pen.at(x + wide * 0.27, y + tall * 0.8, -0.9 + leaf * 0.45, () =>
        paint(Outline.ellipse(0, -tall * 0.2, wide * 0.04, tall * 0.22)),
      );
    }
  } else if (kind === 2 && people) {
    paint(Outline.ellipse(x + wide * 0.62, y + tall * 0.56, wide * 0.12));
    paint(
      new Outline()
        .move(x + wide * 0.38, y + tall)
        .quad(x + wide * 0.62, y + tall * 0.5, x + wide * 0.88, y + tall)
        .close(),
    );
  } else if (kind === 3) {
    for (const left of [0, 0.76])
      pen.lamp(Outline.box(x + wide * left, y, wide * 0.24, tall), mix(cloth, color, 0.4));
  } else if (kind === 4) {
    paint(
      new Outline()
        .move(x + wide * 0.2, y + tall)
        .quad(x + wide * 0.2, y + tall * 0.66, x + wide * 0.36, y + tall * 0.66)
        .quad(x + wide * 0.54, y + tall * 0.66, x + wide * 0.54, y + tall)
        .close(),
    );
    for (const ear of ears)
      paint(Outline.polygon(ear.map(([dx, dy]): Point => [x + wide * dx, y + tall * dy])));
  }
}

/** A wall of windows in the evening, a small life in every lit one. */
export function paintFacade(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const [wall, lit, second, dim] = turn(sets, variation);
  const day = pen.light === 'noon' || pen.light === 'dawn';
  const base = subject.accent ? mix(subject.accent, wall, 0.4) : day ? mix(wall, '#e0b48c', 0.62) : wall;
  pen.context.fillStyle = base;
  pen.context.fillRect(0, 0, width, height);
  const cell = short / 5.4;
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const left = (width - columns * cell) / 2;
  const top = (height - rows * cell) / 2;
  const odds = day ? 0.86 : 0.5;
  for (let row = 0; row < rows; row += 1) {
    pen.lamp(
      Outline.box(0, top + (row + 1) * cell - cell * 0.035, width, cell * 0.03),
      mix(base, '#000000', 0.18),
    );
    for (let column = 0; column < columns; column += 1) {
      const x = left + column * cell + cell * 0.16;
      const y = top + row * cell + cell * 0.12;
      const wide = cell * 0.68;
      const tall = cell * 0.72;
      const chance = random();
      const on = chance > odds;
      const glow = chance > 0.84 ? second : lit;
      const pane = Outline.box(x, y, wide, tall);
      if (pen.soft && on && !day) pen.glow(x + wide / 2, y + tall / 2, cell * 0.9, glow, 0.3);
      if (on) {
        const gradient = pen.context.createLinearGradient(0, y, 0, y + tall);
        gradient.addColorStop(0, glow);
        gradient.addColorStop(1, mix(glow, wall, pen.manner === 'design' ? 0 : 0.28));
        pen.context.fillStyle = gradient;
        pen.context.fill(pane.path);
      } else pen.lamp(pane, day ? mix('#9fc2cc', dim, 0.25 + 0.3 * random()) : dim);
      pen.clip(pane, () => {
        if (on)
          life(
            pen,
            Math.floor(random() * 5),
            x,
            y,
            wide,
            tall,
            mix(wall, second, 0.22),
            lit,
            !subject.lacks('person'),
          );
        else
          pen.lamp(
            Outline.polygon([
              [x, y + tall],
              [x, y + tall * 0.4],
              [x + wide * 0.7, y],
              [x + wide, y],
            ]),
            '#ffffff',
            day ? 0.18 : 0.045,
          );
      });
      pen.lamp(Outline.box(x + wide * 0.485, y, wide * 0.03, tall), mix(base, '#000000', 0.25));
      if (pen.manner === 'anime' || pen.manner === 'render-3d')
        pen.stroke(pane, mix(base, day ? '#ffffff' : '#000000', 0.5), cell * 0.035);
      pen.lamp(Outline.box(x - wide * 0.06, y + tall, wide * 1.12, cell * 0.05), mix(base, '#000000', 0.3));
    }
  }
}
