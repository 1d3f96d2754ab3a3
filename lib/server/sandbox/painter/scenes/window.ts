import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { pick, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const walls: readonly (readonly [string, string])[] = [
  ['#d8bfa0', '#b08f6e'],
  ['#c9c4b4', '#97917f'],
  ['#d9b49c', '#a87860'],
  ['#bfc5bd', '#8a948c'],
];

function leaves(
  pen: Pen,
  x: number,
  y: number,
  angle: number,
  size: number,
  joints: number,
  color: () => string,
  twig: string,
  lift: number,
): void {
  let px = x;
  let py = y;
  let way = angle;
  for (let joint = 0; joint < joints; joint += 1) {
    const nx = px + Math.cos(way) * size;
    const ny = py + Math.sin(way) * size;
    pen.stroke(new Outline().move(px, py).line(nx, ny), twig, Math.max(1, size * 0.13));
    if (joint > 0) {
      for (const side of [-1, 1]) {
        pen.at(nx, ny, way + side * 0.88, () => {
          const long = size * (1.5 - 0.06 * joint);
          pen.fill(Outline.leaf(long, long * 0.5, long * 0.24, long * 0.24), color());
        });
      }
    }
    px = nx;
    py = ny;
    way += (pen.random() - 0.5) * 0.16 + lift;
  }
}

function light(pen: Pen): void {
  const { width, height, short, variation, context, random } = pen;
  const strength = pen.light === 'night' ? 0.45 : 0.9;
  const glow = pen.light === 'night' ? '#b9cdf0' : pen.light === 'dusk' ? '#ffc98a' : '#fff2d2';
  const pane = short * 0.24;
  const tall = short * 0.2;
  const left = width * (0.16 + 0.06 * variation);
  const top = height * 0.1;
  const skew = short * 0.06;
  context.save();
  if (pen.soft) context.filter = `blur(${short * 0.007}px)`;
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 2; column += 1) {
      const x = left + column * (pane + short * 0.03) + row * skew;
      const y = top + row * (tall + short * 0.022) + column * short * 0.03;
      pen.lamp(
        Outline.polygon([
          [x, y],
          [x + pane, y + short * 0.03],
          [x + pane + skew, y + tall + short * 0.03],
          [x + skew, y + tall],
        ]),
        glow,
        strength * 0.62,
      );
    }
  }
  context.restore();
  context.save();
  context.globalCompositeOperation = 'multiply';
  if (pen.soft) context.filter = `blur(${short * 0.009}px)`;
  context.strokeStyle = 'rgba(120,80,52,.5)';
  context.fillStyle = 'rgba(128,88,60,.42)';
  context.lineWidth = short * 0.006;
  context.beginPath();
  const shade = new Outline();
  for (let bough = 0; bough < 4; bough += 1) {
    let x = left - short * 0.1 + random() * short * 0.2;
    let y = top + short * 0.12 * bough;
    let way = 0.45 + random() * 0.35;
    for (let joint = 0; joint < 13; joint += 1) {
      const nx = x + Math.cos(way) * short * 0.05;
      const ny = y + Math.sin(way) * short * 0.05;
      context.moveTo(x, y);
      context.lineTo(nx, ny);
      for (const side of [-1, 1]) {
        const angle = way + side * 0.9;
        shade.path.ellipse(
          nx + Math.cos(angle) * short * 0.038,
          ny + Math.sin(angle) * short * 0.038,
          short * 0.04,
          short * 0.013,
          angle,
          0,
          Math.PI * 2,
        );
        shade.path.closePath();
      }
      x = nx;
      y = ny;
      way += (random() - 0.45) * 0.22;
    }
  }
  context.stroke();
  context.fill(shade.path);
  context.restore();
}

/** Light of a window on plaster, leaf shadows in it, a sprig in a vase below. */
export function paintWindow(pen: Pen, subject: Subject): void {
  const { width, height, short, variation } = pen;
  const [near, far] = turn(walls, variation);
  const wall = subject.accent ? mix(subject.accent, near, 0.4) : near;
  pen.cover(
    pen.soft ? pen.wash(0, 0, width, height, [wall, mix(wall, far, 0.6), far]) : mix(wall, far, 0.35),
  );
  if (pen.soft) {
    pen.glow(width * 0.06, height, Math.max(width, height) * 0.55, '#3c2314', 0.4);
    pen.glow(width, height * 0.06, Math.max(width, height) * 0.45, '#3c2314', 0.32);
  }
  light(pen);
  const table = height * 0.84;
  pen.cover(pen.wash(0, table, width, height, ['#8a6546', pen.soft ? '#4a3324' : '#7a563a']), table);
  pen.markBox(0, table, width, Math.max(1.5, short * 0.005), '#ffe8c8', 0.4);
  const x = width * (width > height * 1.5 ? 0.74 : 0.7);
  const foot = table + (height - table) * 0.34;
  const tall = Math.min(height * 0.23, short * 0.3);
  const half = tall * 0.46;
  pen.part('figure');
  if (!subject.lacks('shadow')) pen.shadow(x + half * 0.7, foot, half * 1.7, tall * 0.08, 0.6, '#1e1008');
  if (!subject.lacks('leaf') && !subject.lacks('branch')) {
    const greens = ['#5d6b45', '#74805a', '#49583a', '#8a9468'];
    for (let stem = 0; stem < 4; stem += 1) {
      leaves(
        pen,
        x + (stem - 1.5) * half * 0.16,
        foot - tall * 0.95,
        -Math.PI / 2 + (stem - 1.5) * 0.27,
        tall * 0.145,
        9,
        () => pick(greens, pen.random),
        '#4b452c',
        (stem - 1.5) * 0.03,
      );
    }
  }
  if (subject.lacks('vase')) return;
  const clay = '#d9cebc';
  pen.fill(
    Outline.even(
      x,
      [
        [half * 0.46, foot - tall * 0.8, half * 1.1, foot - tall * 0.62, half, foot - tall * 0.28],
        [half * 0.92, foot - tall * 0.04, half * 0.7, foot, half * 0.45, foot],
        [half * 0.2, foot, half * 0.1, foot, 0, foot],
      ],
      [half * 0.4, foot - tall],
    ),
    clay,
    'column',
  );
  pen.fill(Outline.ellipse(x, foot - tall, half * 0.4, half * 0.07), darken(clay, 0.6));
  pen.stroke(
    new Outline()
      .move(x - half * 0.9, foot - tall * 0.4)
      .quad(x, foot - tall * 0.33, x + half * 0.9, foot - tall * 0.4),
    lighten(darken(clay, 0.4), 0.1),
    Math.max(1, tall * 0.012),
    0.5,
  );
}
