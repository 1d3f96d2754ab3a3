import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

type Kind = readonly [rind: string, flesh: string, pith: string];
const grounds = ['#f3e7cf', '#2f5d50', '#e9b9a0', '#23405c'];
const kinds: readonly Kind[] = [
  ['#f08a2c', '#fbc56b', '#fff1d2'],
  ['#f3c531', '#f9e28a', '#fff8de'],
  ['#d9503f', '#ef8f74', '#fde6d6'],
  ['#9fb83c', '#cfdc86', '#f6f7dc'],
];

function slice(
  pen: Pen,
  x: number,
  y: number,
  radius: number,
  [rind, flesh, pith]: Kind,
  angle: number,
): void {
  if (!pen.soft) pen.markDisc(x + radius * 0.08, y + radius * 0.1, radius, '#1e140a', 0.2);
  else pen.shadow(x + radius * 0.1, y + radius * 0.14, radius * 1.05, radius, 0.5);
  pen.disc(x, y, radius, rind, pen.soft ? 'round' : 'flat');
  pen.markDisc(x, y, radius * 0.91, pith);
  const segments = 9;
  for (let segment = 0; segment < segments; segment += 1) {
    pen.at(x, y, angle + (segment / segments) * Math.PI * 2, () => {
      const outline = new Outline()
        .move(radius * 0.1, 0)
        .line(radius * 0.72, -radius * 0.235)
        .quad(radius * 0.9, 0, radius * 0.72, radius * 0.235)
        .close();
      const gradient = pen.context.createLinearGradient(radius * 0.1, 0, radius * 0.85, 0);
      gradient.addColorStop(0, pen.tone(flesh));
      gradient.addColorStop(1, pen.tone(rind));
      pen.context.fillStyle = pen.manner === 'design' ? pen.tone(rind) : gradient;
      pen.context.fill(outline.path);
      if (pen.manner === 'anime') pen.stroke(outline, darken(rind, 0.6), radius * 0.02);
      if (pen.soft) {
        for (let vesicle = 0; vesicle < 5; vesicle += 1) {
          const reach = radius * (0.3 + 0.45 * pen.random());
          pen.stroke(
            new Outline()
              .move(reach, (pen.random() - 0.5) * reach * 0.34)
              .line(reach + radius * 0.08, (pen.random() - 0.5) * reach * 0.34),
            lighten(flesh, 0.6),
            radius * 0.014,
            0.6,
          );
        }
      }
    });
  }
  pen.markDisc(x, y, radius * 0.06, pith);
  if (pen.manner === 'render-3d') pen.glow(x - radius * 0.3, y - radius * 0.4, radius * 0.7, '#ffffff', 0.5);
}

function leaf(pen: Pen, x: number, y: number, size: number, angle: number, color: string): void {
  pen.at(x, y, angle, () => {
    pen.fill(Outline.leaf(size, size * 0.5, size * 0.36, size * 0.36), color);
    pen.stroke(
      new Outline().move(size * 0.1, 0).line(size * 0.9, 0),
      lighten(color, 0.4),
      Math.max(1, size * 0.04),
      0.7,
    );
  });
}

/** Slices in offset rows, leaves in the gaps; a counted few stand large in the middle. */
export function paintCitrus(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const ground = turn(grounds, variation);
  pen.cover(
    pen.soft
      ? pen.halo(width * 0.3, height * 0.3, Math.max(width, height), [
          lighten(ground, 0.1),
          darken(ground, 0.16),
        ])
      : ground,
  );
  pen.part('scenery');
  const green = variation % 2 ? '#7fae7a' : '#3f7a55';
  const choose = (index: number): Kind =>
    subject.accent
      ? [subject.accent, lighten(subject.accent, 0.4), mix(subject.accent, '#fff6e0', 0.85)]
      : turn(kinds, index);
  if (subject.count !== null) {
    const count = subject.count;
    const columns = Math.ceil(Math.sqrt((count * width) / height));
    const rows = Math.ceil(count / columns);
    const cell = Math.min(width / (columns + 0.3), height / (rows + 0.3));
    for (let index = 0; index < count; index += 1) {
      const row = Math.floor(index / columns);
      const inRow = Math.min(columns, count - row * columns);
      slice(
        pen,
        width / 2 + ((index % columns) - (inRow - 1) / 2) * cell,
        height / 2 + (row - (rows - 1) / 2) * cell,
        cell * 0.42,
        choose(index + variation),
        random() * 6.28,
      );
    }
    return;
  }
  const cell = short / 3.1;
  let drawn = Math.floor(random() * 4);
  for (let row = -1; row < height / cell + 1.4; row += 1) {
    for (let column = -1; column < width / cell + 1; column += 1) {
      const x = (column + (row % 2 ? 0.5 : 0)) * cell * 1.04 + cell * 0.3;
      const y = row * cell * 0.92 + cell * 0.4;
      drawn += 1;
      if (!subject.lacks('leaf'))
        leaf(pen, x + cell * 0.44, y + cell * 0.3, cell * 0.26, random() * 6.28, green);
      slice(pen, x, y, cell * 0.42, choose(drawn * 7 + row * 3 + (column > 1 ? 1 : 0)), random() * 6.28);
    }
  }
}
