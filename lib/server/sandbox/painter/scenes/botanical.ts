import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { between, pick, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const papers = ['#f3ecdc', '#efe9dd', '#e9e6d8', '#f4eadb'];
const greens: readonly (readonly [string, string, string])[] = [
  ['#2f5a44', '#4d7d5b', '#7c9f74'],
  ['#49603a', '#71854d', '#9daa73'],
  ['#25525a', '#3f7b7d', '#7ba7a0'],
  ['#6b4a33', '#96694a', '#c29b73'],
];

function leaf(
  pen: Pen,
  x: number,
  y: number,
  angle: number,
  long: number,
  half: number,
  color: string,
  vein: string,
): void {
  pen.at(x, y, angle, () => {
    const outline = new Outline()
      .move(0, 0)
      .curve(long * 0.2, -half, long * 0.7, -half * 0.9, long, 0)
      .curve(long * 0.7, half * 0.9, long * 0.2, half, 0, 0)
      .close();
    pen.fill(outline, color);
    pen.mark(
      new Outline()
        .move(0, 0)
        .curve(long * 0.2, half, long * 0.7, half * 0.9, long, 0)
        .close(),
      '#14281e',
      0.15,
    );
    pen.stroke(new Outline().move(long * 0.04, 0).line(long * 0.94, 0), vein, Math.max(1, long * 0.011), 0.6);
    for (let side = 1; side < 5; side += 1) {
      for (const way of [-1, 1]) {
        pen.stroke(
          new Outline()
            .move(long * side * 0.18, 0)
            .line(long * (side * 0.18 + 0.13), way * half * 0.5 * (1 - Math.abs(side - 2) * 0.16)),
          vein,
          Math.max(0.7, long * 0.005),
          0.4,
        );
      }
    }
  });
}

type Stem = {
  x: number;
  y: number;
  angle: number;
  long: number;
  joints: number;
  size: number;
  curve: number;
};

function stem(
  pen: Pen,
  set: readonly string[],
  paper: string,
  { x, y, angle, long, joints, size, curve }: Stem,
  most: number,
): number {
  let px = x;
  let py = y;
  let way = angle;
  let drawn = 0;
  const places: { x: number; y: number; way: number; share: number }[] = [];
  for (let joint = 0; joint < joints; joint += 1) {
    const share = joint / joints;
    const nx = px + (Math.cos(way) * long) / joints;
    const ny = py + (Math.sin(way) * long) / joints;
    pen.limb(
      new Outline().move(px, py).line(nx, ny),
      set[0] ?? '#2f5a44',
      pen.short * between(0.009, 0.003, share),
    );
    places.push({ x: nx, y: ny, way, share });
    px = nx;
    py = ny;
    way += curve;
  }
  for (const { x: left, y: top, way: at, share } of places) {
    for (const side of [-1, 1]) {
      if (drawn >= most - 1) continue;
      const reach = size * between(1, 0.42, share) * (0.9 + 0.2 * pen.random());
      leaf(
        pen,
        left,
        top,
        at + side * (0.95 - share * 0.4),
        reach,
        reach * 0.26,
        pick(set, pen.random),
        paper,
      );
      drawn += 1;
    }
  }
  if (drawn < most) {
    leaf(pen, px, py, way, size * 0.46, size * 0.11, set[1] ?? '#4d7d5b', paper);
    drawn += 1;
  }
  return drawn;
}

/** A pressed plate: one or two stems on paper, berries on some. Counts leaves. */
export function paintBotanical(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const paper = turn(papers, variation);
  const night = pen.light === 'night';
  pen.context.fillStyle = night ? '#1d2a33' : paper;
  pen.context.fillRect(0, 0, width, height);
  if (pen.soft && !night) pen.glow(width * 0.3, height * 0.25, Math.max(width, height) * 0.8, '#fffaf0', 0.5);
  const base = turn(greens, variation);
  const own = subject.accent;
  const set: readonly string[] = own ? [darken(own, 0.35), own, lighten(own, 0.3)] : base;
  if (pen.manner === 'anime' || pen.manner === 'design' || pen.manner === 'render-3d') {
    pen.disc(
      width * 0.5,
      height * 0.46,
      Math.min(short * 0.44, height * 0.4),
      mix(paper, turn(['#e8a468', '#e9c46a', '#e08a72', '#a9c7c0'], variation), 0.6),
      'flat',
    );
  }
  pen.part('figure');
  const counted = subject.says('leaf') ? subject.count : null;
  const branches = subject.says('branch') && !subject.says('leaf') ? subject.count : null;
  const tall = Math.min(height * 0.78, short * 1.5);
  const size = Math.min(short * 0.25, tall * 0.28);
  const foot = height * 0.5 + tall * 0.5;
  if (counted !== null) {
    const joints = Math.max(1, Math.ceil((counted - 1) / 2));
    stem(
      pen,
      set,
      paper,
      {
        x: width * 0.5,
        y: foot,
        angle: -Math.PI / 2 - 0.1,
        long: tall * (joints < 3 ? 0.55 : 0.8),
        joints,
        size: size * (counted < 5 ? 1.5 : counted < 8 ? 1.3 : 1.1),
        curve: 0.04,
      },
      counted,
    );
  } else {
    const stems = branches ?? (width > height * 1.5 ? 4 : variation % 2 ? 1 : 2);
    for (let index = 0; index < stems; index += 1) {
      const across = stems === 1 ? 0 : index / (stems - 1) - 0.5;
      const x = width * 0.5 + across * (stems > 2 ? width * 0.72 : short * 0.08);
      const lean = stems === 1 ? -0.12 : stems === 2 ? across * 0.68 : (random() - 0.5) * 0.3;
      const curve = stems === 1 ? 0.028 : stems === 2 ? -across * 0.1 : -lean * 0.16;
      stem(
        pen,
        set,
        paper,
        {
          x,
          y: foot,
          angle: -Math.PI / 2 + lean,
          long: tall * (0.8 + 0.1 * random()),
          joints: 9,
          size: size * (stems === 1 ? 1.12 : 0.84),
          curve,
        },
        99,
      );
    }
  }
  if (
    counted === null &&
    !subject.lacks('fruit') &&
    (variation % 4 === 0 || variation % 4 === 3 || subject.says('branch'))
  ) {
    for (let berry = 0; berry < 11; berry += 1) {
      const x = width * 0.5 + (random() - 0.5) * short * 0.36;
      const y = height * (0.3 + 0.3 * random());
      pen.disc(x, y, short * 0.018, subject.says('branch') ? '#3b3a4a' : '#b4472f');
      if (!pen.soft) pen.markDisc(x - short * 0.005, y - short * 0.006, short * 0.005, '#f0d0bc', 0.8);
    }
  }
}
