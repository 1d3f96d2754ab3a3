import 'server-only';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { pick, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string, string])[] = [
  ['#ece3cf', '#c8402c', '#e2a72e', '#23517a', '#1d1b1a'],
  ['#d6402b', '#f0e5cd', '#e9b03a', '#1d1b1a', '#1d1b1a'],
  ['#21324a', '#e9b03a', '#d8503a', '#ece3cf', '#ece3cf'],
  ['#e7b23c', '#1f3b52', '#c8402c', '#f2ead6', '#1d1b1a'],
];

function tile(
  pen: Pen,
  x: number,
  y: number,
  side: number,
  set: readonly [string, string, string, string, string],
): void {
  const [ground, first, second, third, ink] = set;
  const color = pick([first, second, third, ink, first], pen.random);
  const quarter = Math.floor(pen.random() * 4);
  const kind = Math.floor(pen.random() * 6);
  pen.at(x + side / 2, y + side / 2, (quarter * Math.PI) / 2, () => {
    const half = side / 2;
    if (kind === 0)
      pen.fill(
        new Outline()
          .move(-half, -half)
          .arc(-half, -half, side, 0, Math.PI / 2)
          .close(),
        color,
      );
    else if (kind === 1) {
      for (let ring = 3; ring >= 1; ring -= 1) {
        pen.fill(
          new Outline()
            .move(-half, -half)
            .arc(-half, -half, (side * ring) / 3, 0, Math.PI / 2)
            .close(),
          turn([color, ground, second], ring),
        );
      }
    } else if (kind === 2) pen.disc(0, 0, side * 0.42, color);
    else if (kind === 3)
      pen.polygon(
        [
          [-half, -half],
          [half, -half],
          [-half, half],
        ],
        color,
      );
    else if (kind === 4) {
      pen.box(-half, -half, side, side, color);
      pen.disc(0, 0, side * 0.25, ground);
    } else
      for (let bar = 0; bar < 4; bar += 1) pen.box(-half, -half + (bar * side) / 4, side, side / 8, color);
  });
}

function grid(pen: Pen, set: readonly [string, string, string, string, string]): void {
  const { width, height, short } = pen;
  const margin = short * 0.07;
  const columns = Math.max(2, Math.round((width - margin * 2) / ((short - margin * 2) / 4)));
  const side = (width - margin * 2) / columns;
  const rows = Math.max(2, Math.floor((height - margin * 2) / side + 0.02));
  const top = (height - rows * side) / 2;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      tile(pen, margin + column * side, top + row * side, side, set);
  }
}

function balance(pen: Pen, set: readonly [string, string, string, string, string]): void {
  const { width, height, short, random } = pen;
  const [, first, second, third, ink] = set;
  const x = width * (0.44 + 0.1 * (random() - 0.5));
  const y = height * 0.42;
  const size = Math.min(width, height) * 0.98;
  const reachX = width / short;
  const reachY = height / short;
  pen.disc(
    x - size * 0.06 * reachX,
    y - size * 0.05 * reachY,
    size * 0.34,
    first,
    pen.soft ? 'round' : 'flat',
  );
  const cx = x + size * 0.16 * reachX;
  const cy = y + size * 0.2 * reachY;
  pen.fill(new Outline().arc(cx, cy, size * 0.29, Math.PI, Math.PI * 2).close(), third);
  pen.fill(
    new Outline()
      .move(cx, cy)
      .arc(cx, cy, size * 0.29, 0, Math.PI / 2)
      .close(),
    second,
  );
  for (let bar = 0; bar < 7; bar += 1)
    pen.box(width * 0.07, cy + size * (0.04 + bar * 0.04), width * (0.52 - bar * 0.05), size * 0.015, ink);
  pen.stroke(
    new Outline().move(width * 0.07, height * 0.62).line(width * 0.93, height * 0.06),
    ink,
    short * 0.012,
  );
  pen.disc(width * 0.8, height * 0.14, size * 0.055, ink, pen.soft ? 'round' : 'flat');
  pen.box(width * 0.84, height * 0.66, size * 0.09, height * 0.27, first);
  pen.stroke(Outline.ellipse(width * 0.2, height * 0.17, size * 0.09), ink, short * 0.012);
}

/** Discs, quarters and bars in three inks. */
export function paintBauhaus(pen: Pen, subject: Subject): void {
  const chosen = turn(sets, pen.variation);
  const set = subject.accent
    ? ([chosen[0], subject.accent, chosen[2], chosen[3], chosen[4]] as const)
    : chosen;
  pen.cover(set[0]);
  if (pen.soft) pen.glow(pen.width * 0.3, pen.height * 0.2, Math.max(pen.width, pen.height), '#ffffff', 0.2);
  if (pen.variation % 2 === 0) balance(pen, set);
  else grid(pen, set);
}
