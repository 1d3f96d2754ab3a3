import 'server-only';
import { lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { pick, turn } from '@/lib/server/sandbox/painter/random';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const walls = [
  '#d9693f',
  '#e7b04b',
  '#c8412f',
  '#f3e3c2',
  '#5e8f94',
  '#2d5d7b',
  '#e9926a',
  '#f6f0e0',
  '#b9502f',
];
const roofs = ['#a63d2a', '#8c3323', '#b94a30'];
const rivers = ['#2f6c7a', '#275a77', '#3d6f68', '#31597f'];
const ink = '#1f2b38';

function house(pen: Pen, x: number, top: number, wide: number, foot: number, story: number): void {
  const wall = pick(walls, pen.random);
  pen.box(x, top, wide, foot - top, wall);
  pen.markBox(x + wide * 0.82, top, wide * 0.18, foot - top, '#14141e', 0.15);
  pen.polygon(
    [
      [x - wide * 0.05, top],
      [x + wide * 0.5, top - wide * (0.22 + 0.16 * pen.random())],
      [x + wide * 1.05, top],
    ],
    pick(roofs, pen.random),
  );
  const columns = wide > story * 2.6 ? 3 : 2;
  const shut = pen.random() > 0.3 ? ink : '#35566a';
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < 4; row += 1) {
      const left = x + (wide / columns) * (column + 0.3);
      const upper = top + story * 0.52 + row * story;
      const pane = Outline.box(left, upper, (wide / columns) * 0.4, story * 0.57);
      const lit =
        (pen.light === 'night' && pen.random() < 0.55) || (pen.light === 'dusk' && pen.random() < 0.22);
      if (lit) pen.lamp(pane, '#ffd382', 0.95);
      else pen.mark(pane, shut, 0.88);
    }
  }
}

function sailboat(pen: Pen, x: number, y: number, long: number, hull: string): void {
  pen.fill(
    new Outline()
      .move(x - long, y - long * 0.12)
      .quad(x, y + long * 0.32, x + long * 1.1, y - long * 0.2)
      .quad(x, y + long * 0.06, x - long, y - long * 0.12)
      .close(),
    hull,
  );
  pen.markBox(x - long * 0.02, y - long * 1.05, Math.max(1.4, long * 0.035), long * 1.1, ink);
  pen.fill(
    new Outline()
      .move(x - long * 0.42, y - long * 0.98)
      .quad(x + long * 0.2, y - long * 0.8, x + long * 0.46, y - long * 0.98)
      .line(x + long * 0.4, y - long * 0.32)
      .quad(x, y - long * 0.18, x - long * 0.36, y - long * 0.32)
      .close(),
    '#f8efdc',
  );
  for (let barrel = 0; barrel < 4; barrel += 1)
    pen.disc(x - long * 0.35 + barrel * long * 0.2, y, long * 0.085, '#8a4a2a');
}

/** Façades stacked up a hill over a river, boats below. */
export function paintTown(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  paintSky(pen, height * 0.7, subject, { sun: { x: 0.25 + 0.17 * variation, y: 0.17, radius: 0.1 } });
  const colors = skyColors(pen);
  const shore = height * 0.83;
  const story = short * 0.042;
  const crown = width * (0.36 + 0.09 * variation);
  pen.part('scenery');
  const rows = Math.max(5, Math.round((height * 0.44) / (short * 0.1)));
  for (let row = 0; row < rows; row += 1) {
    const base = height * 0.42 + (row / rows) * (shore - height * 0.34);
    let x = -short * 0.06 * random();
    while (x < width) {
      const wide = short * (0.085 + 0.08 * random());
      const slope = Math.min(height * 0.28, Math.abs(x + wide / 2 - crown) * 0.2);
      house(pen, x, base - short * (0.16 + 0.1 * random()) + slope, wide, shore, story);
      x += wide;
    }
  }
  pen.part('ground');
  const river = mix(turn(rivers, variation), colors[0], 0.15);
  pen.box(-4, shore, width + 8, height - shore + 8, river);
  for (let index = 0; index < Math.round((60 * width) / short); index += 1) {
    const glint = Outline.box(
      random() * width,
      shore + random() * (height - shore),
      short * 0.07 * random() + 3,
      Math.max(1, short * 0.0032),
    );
    pen.lamp(glint, lighten(colors[4], 0.1), 0.2 + 0.3 * random());
  }
  if (subject.lacks('boat')) return;
  const count = Math.min(7, subject.count ?? 1 + (width > height * 1.6 ? 2 : variation % 2));
  const long = Math.min(short * 0.17, (width * 0.42) / count, (height - shore) * 1.35);
  for (let index = 0; index < count; index += 1) {
    const x =
      count === 1
        ? width * (0.4 + 0.07 * variation)
        : width * ((index + 0.5) / count) + (random() - 0.5) * long * 0.4;
    sailboat(
      pen,
      x,
      shore + (height - shore) * (0.42 + 0.2 * (index % 2)),
      long * (0.86 + 0.2 * random()),
      subject.accent ?? ink,
    );
  }
}
