import 'server-only';
import { alpha, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string])[] = [
  ['#e9e2d0', '#2f4a44', '#c3502f'],
  ['#1f2b3a', '#d9c9a0', '#e07a4a'],
  ['#d8583a', '#fbeed6', '#2a1a18'],
  ['#cfd9cf', '#24383a', '#b8452e'],
];

type Heights = { values: number[][]; columns: number; rows: number; cell: number };

function land(pen: Pen): Heights {
  const { width, height, short, variation } = pen;
  const cell = short / 100;
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const field = fieldFrom(90 + variation * 3 + Math.floor(pen.random() * 60));
  const values = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (__, column) => field(column * 0.022 + 2, row * 0.022 + 5, 2)),
  );
  return { values, columns, rows, cell };
}

function line({ values, columns, rows, cell }: Heights, level: number): Outline {
  const outline = new Outline();
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const a = values[row]?.[column] ?? 0;
      const b = values[row]?.[column + 1] ?? 0;
      const c = values[row + 1]?.[column + 1] ?? 0;
      const d = values[row + 1]?.[column] ?? 0;
      const cut = (from: number, to: number): number => (level - from) / (to - from);
      const points: [number, number][] = [];
      if (a < level !== b < level) points.push([column + cut(a, b), row]);
      if (b < level !== c < level) points.push([column + 1, row + cut(b, c)]);
      if (d < level !== c < level) points.push([column + cut(d, c), row + 1]);
      if (a < level !== d < level) points.push([column, row + cut(a, d)]);
      const [first, second] = points;
      if (first && second)
        outline.move(first[0] * cell, first[1] * cell).line(second[0] * cell, second[1] * cell);
    }
  }
  return outline;
}

/** A map of invented hills, one height picked out. */
export function paintContours(pen: Pen, subject: Subject): void {
  const { width, height, short, variation } = pen;
  const [ground, ink, hot] = turn(sets, variation);
  pen.cover(ground);
  const heights = land(pen);
  if (pen.manner !== 'design') tint(pen, heights, ground, ink);
  for (let step = 0; step < 26; step += 1) {
    const index = step % 4 === 0;
    const picked = step === 14;
    const weight = (index ? 0.0042 : 0.0024) * short * (picked ? 1.8 : 1);
    const outline = line(heights, 0.1 + step * 0.023);
    if (pen.manner === 'render-3d') {
      pen.at(short * 0.004, short * 0.005, 0, () => pen.stroke(outline, '#000000', weight * 1.8, 0.22));
      pen.stroke(outline, picked ? (subject.accent ?? hot) : mix(ink, ground, 0.2), weight * 1.6);
    } else
      pen.stroke(
        outline,
        picked ? (subject.accent ?? hot) : ink,
        weight * (pen.manner === 'anime' ? 1.4 : 1),
        index || picked ? 0.95 : 0.6,
      );
  }
  const x = width * (0.3 + 0.4 * pen.random());
  const y = height * (0.3 + 0.4 * pen.random());
  pen.disc(x, y, short * 0.02, subject.accent ?? hot);
  pen.stroke(Outline.ellipse(x, y, short * 0.036), subject.accent ?? hot, short * 0.005);
}

function tint(pen: Pen, { values, columns, rows, cell }: Heights, ground: string, ink: string): void {
  const soft = pen.soft;
  for (let row = 0; row < rows; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const value = values[row]?.[column] ?? 0;
      const slope = (values[row + 1]?.[column + 1] ?? value) - value;
      const level = soft ? value : Math.floor(value * 9) / 9;
      const shade = Math.max(0, Math.min(0.5, (level - 0.25) * 0.75 + (soft ? slope * 9 : 0)));
      pen.context.fillStyle = alpha(pen.tone(mix(ground, ink, 0.5)), shade);
      pen.context.fillRect(column * cell, row * cell, cell * 2, cell * 2);
    }
  }
}
