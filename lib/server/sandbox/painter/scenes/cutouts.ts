import 'server-only';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly string[])[] = [
  ['#f4eee0', '#e8a32f', '#1e5b8c', '#d9432c', '#2f7a57', '#f2b8a8'],
  ['#f4eee0', '#2d6ca2', '#f0c64a', '#e56a3c', '#1f3f4a', '#9cc4b0'],
  ['#f1e7d4', '#c5392b', '#f3d7c4', '#2a5f5a', '#eab53c', '#274a7a'],
  ['#eef0e6', '#2f7f6b', '#f2d16a', '#e0603f', '#33507e', '#f1b3a0'],
];

function frond(pen: Pen, wide: number, tall: number, color: string, steep: boolean): void {
  pen.limb(new Outline().move(0, 0).quad(wide * 0.06, -tall * 0.5, 0, -tall * 0.9), color, wide * 0.07);
  for (let pair = 0; pair < 5; pair += 1) {
    for (const side of [-1, 1]) {
      pen.at(0, -tall * (0.14 + pair * 0.175), side * (steep ? 0.5 : 0.9), () =>
        pen.ellipse(
          side * wide * 0.2 * (1 - pair * 0.1),
          -wide * 0.02,
          wide * 0.22 * (1 - pair * 0.11),
          wide * 0.066,
          color,
          'flat',
        ),
      );
    }
  }
  pen.ellipse(0, -tall * 0.97, wide * 0.06, wide * 0.12, color, 'flat');
}

function bloom(pen: Pen, wide: number, tall: number, color: string, ground: string): void {
  pen.at(0, -tall * 0.52, 0, () => {
    for (let petal = 0; petal < 7; petal += 1)
      pen.at(0, 0, (petal / 7) * Math.PI * 2, () =>
        pen.ellipse(
          0,
          -Math.min(tall * 0.27, wide * 0.26),
          wide * 0.1,
          Math.min(tall * 0.2, wide * 0.19),
          color,
          'flat',
        ),
      );
    pen.disc(0, 0, wide * 0.15, color, 'flat');
    pen.disc(0, 0, wide * 0.075, ground, 'flat');
  });
}

function seaweed(pen: Pen, wide: number, tall: number, color: string): void {
  const outline = new Outline().move(-wide * 0.06, 0);
  const lobes = 4;
  for (let lobe = 0; lobe < lobes; lobe += 1) {
    const y = -tall * (0.1 + (lobe / lobes) * 0.8);
    const reach = wide * (0.4 - lobe * 0.06);
    outline
      .curve(-wide * 0.05, y + tall * 0.05, -reach, y + tall * 0.06, -reach, y - tall * 0.05)
      .curve(-reach, y - tall * 0.1, -wide * 0.1, y - tall * 0.04, -wide * 0.05, y - tall * 0.1);
  }
  outline.quad(0, -tall * 1.02, wide * 0.05, -tall * 0.92);
  for (let lobe = lobes - 1; lobe >= 0; lobe -= 1) {
    const y = -tall * (0.06 + (lobe / lobes) * 0.8);
    const reach = wide * (0.4 - lobe * 0.06);
    outline
      .curve(wide * 0.1, y - tall * 0.04, reach, y - tall * 0.1, reach, y - tall * 0.05)
      .curve(reach, y + tall * 0.06, wide * 0.05, y + tall * 0.05, wide * 0.06, y + tall * 0.02);
  }
  pen.fill(outline.line(wide * 0.06, 0).close(), color);
}

/** Painted paper, cut and pinned in a grid of fields. */
export function paintCutouts(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const base = turn(sets, variation);
  const set = subject.accent
    ? base.map((color, index) => (index === 1 ? (subject.accent ?? color) : color))
    : base;
  const paper = set[0] ?? '#f4eee0';
  pen.cover(paper);
  pen.part('scenery');
  const columns = Math.max(2, Math.round(width / (short * 0.34)));
  const cellWide = (width - short * 0.02 * (columns + 1)) / columns;
  const rows = Math.max(2, Math.round(height / (cellWide * 1.22)));
  const gap = short * 0.02;
  const cellTall = (height - gap * (rows + 1)) / rows;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = gap + column * (cellWide + gap);
      const y = gap + row * (cellTall + gap);
      const fieldIndex = 1 + ((column * 2 + row * 3 + variation) % 5);
      const shapeIndex = 1 + ((column * 3 + row * 2 + 2 + variation) % 5);
      const field = set[fieldIndex] ?? paper;
      const shape = fieldIndex === shapeIndex ? paper : (set[shapeIndex] ?? paper);
      const box = Outline.box(x, y, cellWide, cellTall);
      pen.fill(box, field);
      pen.clip(box, () => {
        pen.at(x + cellWide / 2, y + cellTall * 0.94, (random() - 0.5) * 0.34, () => {
          const tall = cellTall * 0.84;
          const kind = (column + row * 2 + variation) % 4;
          if (kind < 2) frond(pen, cellWide, tall, shape, kind === 1);
          else if (kind === 2) bloom(pen, cellWide, tall, shape, field);
          else seaweed(pen, cellWide, tall, shape);
        });
      });
    }
  }
}
