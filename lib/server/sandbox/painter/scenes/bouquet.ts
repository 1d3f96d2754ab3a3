import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { pick, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const blooms: readonly (readonly string[])[] = [
  ['#d9503f', '#f0b23e', '#f2c9b8', '#8c3150'],
  ['#e88a8f', '#f4e3c8', '#c2426a', '#f0b95c'],
  ['#3f6fa8', '#f3efe2', '#e7b84a', '#7a5aa0'],
  ['#e9762b', '#f6d27a', '#b8322b', '#f7e7d0'],
];
const rooms: readonly (readonly [string, string])[] = [
  ['#cfe0d6', '#4d6f66'],
  ['#2d3d4a', '#16202a'],
  ['#f0dcc0', '#b4774e'],
  ['#e3cdd0', '#7d4a58'],
];

function flower(pen: Pen, x: number, y: number, size: number, color: string, kind: number): void {
  const start = pen.random() * 6;
  const rings = kind === 1 ? 3 : 2;
  const petals = kind === 0 ? 12 : kind === 1 ? 7 : 5;
  for (let ring = rings - 1; ring >= 0; ring -= 1) {
    for (let petal = 0; petal < petals; petal += 1) {
      pen.at(x, y, start + (petal / petals) * Math.PI * 2 + ring * 0.45, () => {
        const long = size * (0.5 + ring * 0.32);
        const half = size * (kind === 0 ? 0.13 : kind === 1 ? 0.3 : 0.36) * (0.7 + ring * 0.22);
        pen.fill(
          new Outline()
            .move(size * 0.1, 0)
            .curve(long * 0.4, -half, long * 0.9, -half, long, 0)
            .curve(long * 0.9, half, long * 0.4, half, size * 0.1, 0)
            .close(),
          ring % 2 ? darken(color, 0.16) : lighten(color, 0.1 - 0.06 * ring),
        );
      });
    }
  }
  pen.disc(x, y, size * (kind === 0 ? 0.34 : 0.2), kind === 0 ? '#5a3420' : '#f2c65a');
  for (let dot = 0; dot < 9; dot += 1) {
    const angle = (dot / 9) * Math.PI * 2;
    const reach = size * (kind === 0 ? 0.24 : 0.2);
    pen.markDisc(
      x + Math.cos(angle) * reach,
      y + Math.sin(angle) * reach,
      size * 0.035,
      kind === 0 ? '#8a5a30' : '#fbe7a8',
    );
  }
}

function greenery(pen: Pen, x: number, y: number, angle: number, long: number): void {
  pen.at(x, y, angle, () => {
    const color = pick(['#3f6b4a', '#5c8456', '#2f5546', '#7b9a66'], pen.random);
    pen.fill(Outline.leaf(long, long * 0.45, long * 0.22, long * 0.2), color);
    pen.stroke(
      new Outline().move(0, 0).line(long * 0.9, 0),
      lighten(color, 0.4),
      Math.max(1, long * 0.012),
      0.5,
    );
  });
}

/** Flowers in a jar, or standing alone when few are counted. */
export function paintBouquet(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const [wall, table] = turn(rooms, variation);
  const colors = subject.accent
    ? [subject.accent, lighten(subject.accent, 0.3), darken(subject.accent, 0.25)]
    : turn(blooms, variation);
  pen.cover(
    pen.soft
      ? pen.halo(width * 0.35, height * 0.3, Math.max(width, height), [
          lighten(wall, 0.2),
          wall,
          darken(wall, 0.4),
        ])
      : wall,
  );
  if (!pen.soft)
    pen.disc(
      width * 0.5,
      height * 0.4,
      Math.min(short * 0.42, height * 0.36),
      mix(wall, lighten(table, 0.5), 0.35),
      'flat',
    );
  const shelf = height * 0.84;
  pen.cover(
    pen.wash(0, shelf, 0, height, [lighten(table, 0.1), pen.soft ? darken(table, 0.3) : table]),
    shelf,
  );
  const count = subject.count ?? turn([9, 8, 11, 10], variation);
  const foot = shelf + (height - shelf) * 0.45;
  const tall = Math.min(height * 0.26, short * 0.3);
  const half = tall * (count < 4 ? 0.3 : 0.42);
  const middleY = foot - tall - Math.min(height * 0.27, short * 0.32);
  const reachX = Math.min(width * 0.38, short * (count < 4 ? 0.26 : 0.4));
  const reachY = Math.min(height * 0.24, short * (count < 4 ? 0.16 : 0.32));
  const size = Math.min(short * 0.17, (reachX * 2.1) / Math.sqrt(count + 1)) * (count < 4 ? 0.85 : 0.8);
  const places = Array.from({ length: count }, (_, index) => {
    const angle = index * 2.39996 + variation;
    const out = count === 1 ? 0 : Math.sqrt((index + 0.4) / count);
    return {
      x: width / 2 + Math.cos(angle) * reachX * out,
      y: middleY + Math.sin(angle) * reachY * out,
      index,
    };
  });
  pen.part('figure');
  if (!subject.lacks('shadow')) pen.shadow(width / 2 + half * 0.8, foot, half * 2, tall * 0.09, 0.5);
  for (const { x, y } of places) {
    pen.limb(
      new Outline()
        .move(width / 2 + (x - width / 2) * 0.12, foot - tall * 0.9)
        .quad(width / 2 + (x - width / 2) * 0.4, middleY + reachY * 0.9, x, y),
      '#44684a',
      Math.max(1.5, short * 0.006),
    );
  }
  if (!subject.lacks('leaf')) {
    for (let index = 0; index < 26; index += 1) {
      const angle = -Math.PI / 2 + (random() - 0.5) * 4.6;
      const start = 0.35 + 0.4 * random();
      greenery(
        pen,
        width / 2 + Math.cos(angle) * reachX * start,
        middleY + reachY * 0.3 + Math.sin(angle) * reachY * start,
        angle,
        short * (0.12 + 0.08 * random()) * (count < 4 ? 0.7 : 1),
      );
    }
  }
  for (const { x, y, index } of places.toSorted((one, two) => two.index - one.index)) {
    flower(pen, x, y, size * (0.82 + 0.36 * random()), turn(colors, index), (index + variation) % 3);
  }
  const glass = mix(wall, '#f4efe4', 0.6);
  pen.fill(
    Outline.even(
      width / 2,
      [
        [half * 0.7, foot - tall * 0.8, half * 1.05, foot - tall * 0.62, half, foot - tall * 0.3],
        [half * 0.97, foot - tall * 0.08, half * 0.8, foot, half * 0.6, foot],
        [half * 0.3, foot, half * 0.1, foot, 0, foot],
      ],
      [half * 0.66, foot - tall],
    ),
    glass,
    'column',
  );
  pen.markBox(width / 2 - half * 0.68, foot - tall, half * 1.36, tall * 0.05, darken(glass, 0.25));
}
