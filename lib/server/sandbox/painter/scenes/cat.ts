import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { paintSitters, type Pose } from '@/lib/server/sandbox/painter/scenes/sitters';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const coats: readonly (readonly [coat: string, stripe: string, eye: string])[] = [
  ['#e0893c', '#a8511f', '#4f8f5b'],
  ['#3a3a44', '#24242c', '#e3b63c'],
  ['#efe6d6', '#c9ad8a', '#4c87b0'],
  ['#8d8f96', '#5b5d66', '#d8a43a'],
];

function body(pen: Pen, size: number, coat: string, stripe: string): void {
  const tail = new Outline()
    .move(size * 0.26, -size * 0.08)
    .curve(size * 0.66, -size * 0.02, size * 0.72, -size * 0.42, size * 0.5, -size * 0.52);
  pen.limb(tail, coat, size * 0.1);
  const torso = Outline.even(
    0,
    [
      [size * 0.2, -size * 0.76, size * 0.24, -size * 0.5, size * 0.33, -size * 0.3],
      [size * 0.4, -size * 0.12, size * 0.34, 0, size * 0.24, 0],
      [size * 0.12, size * 0.01, size * 0.06, 0, 0, 0],
    ],
    [0, -size * 0.78],
  );
  pen.fill(torso, coat, 'round');
  pen.clip(torso, () => {
    pen.mark(Outline.ellipse(0, -size * 0.36, size * 0.13, size * 0.24), lighten(coat, 0.5), 0.55);
    for (let bar = 0; bar < 4; bar += 1) {
      const y = -size * (0.42 - bar * 0.1);
      for (const side of [-1, 1]) {
        pen.stroke(
          new Outline()
            .move(side * size * 0.4, y)
            .quad(side * size * 0.27, y + size * 0.01, side * size * 0.2, y + size * 0.045),
          stripe,
          size * 0.026,
          0.8,
        );
      }
    }
  });
  for (const side of [-1, 1]) {
    const x = side * size * 0.1;
    pen.stroke(
      new Outline()
        .move(x + side * size * 0.02, -size * 0.32)
        .quad(x + side * size * 0.03, -size * 0.14, x, -size * 0.03),
      darken(coat, 0.4),
      size * 0.008,
      0.5,
    );
    pen.ellipse(x, -size * 0.03, size * 0.085, size * 0.045, lighten(coat, 0.2), 'flat');
  }
}

function head(pen: Pen, size: number, coat: string, stripe: string, eye: string): void {
  for (const side of [-1, 1]) {
    pen.fill(
      new Outline()
        .move(side * size * 0.09, -size * 0.19)
        .quad(side * size * 0.17, -size * 0.37, side * size * 0.24, -size * 0.35)
        .quad(side * size * 0.27, -size * 0.2, side * size * 0.235, -size * 0.06)
        .close(),
      coat,
    );
    pen.mark(
      new Outline()
        .move(side * size * 0.14, -size * 0.2)
        .quad(side * size * 0.18, -size * 0.29, side * size * 0.215, -size * 0.295)
        .quad(side * size * 0.235, -size * 0.2, side * size * 0.21, -size * 0.12)
        .close(),
      '#e39a8f',
      0.9,
    );
  }
  const face = Outline.even(
    0,
    [
      [size * 0.16, -size * 0.23, size * 0.26, -size * 0.13, size * 0.26, -size * 0.01],
      [size * 0.26, size * 0.12, size * 0.12, size * 0.18, 0, size * 0.18],
      [0, size * 0.18, 0, size * 0.18, 0, size * 0.18],
    ],
    [0, -size * 0.22],
  );
  pen.fill(face, coat, 'round');
  pen.clip(face, () => {
    for (const x of [-0.06, 0, 0.06])
      pen.stroke(
        new Outline().move(size * x, -size * 0.24).line(size * x * 0.8, -size * 0.13),
        stripe,
        size * 0.022,
      );
    for (const side of [-1, 1])
      for (const y of [0.02, 0.07])
        pen.stroke(
          new Outline().move(side * size * 0.28, size * y).line(side * size * 0.19, size * (y + 0.012)),
          stripe,
          size * 0.018,
        );
    pen.mark(Outline.ellipse(0, size * 0.115, size * 0.1, size * 0.07), lighten(coat, 0.55), 0.9);
  });
  for (const side of [-1, 1]) {
    const x = side * size * 0.105;
    pen.lamp(
      new Outline()
        .move(x - size * 0.05, size * 0.005)
        .quad(x, -size * 0.055, x + size * 0.05, size * 0.005)
        .quad(x, size * 0.05, x - size * 0.05, size * 0.005)
        .close(),
      mix(eye, '#fff3c4', 0.12),
    );
    pen.lamp(Outline.ellipse(x, -size * 0.001, size * 0.013, size * 0.03), '#111016');
    pen.lamp(Outline.ellipse(x - size * 0.009, -size * 0.013, size * 0.007), '#ffffff');
    pen.stroke(
      new Outline()
        .move(x - size * 0.052, size * 0.004)
        .quad(x, -size * 0.06, x + size * 0.052, size * 0.004),
      darken(stripe, 0.5),
      size * 0.009,
    );
    for (const tilt of [-0.02, 0.02, 0.055])
      pen.stroke(
        new Outline()
          .move(side * size * 0.07, size * 0.11)
          .quad(side * size * 0.18, size * (0.1 + tilt * 0.4), side * size * 0.34, size * (0.1 + tilt)),
        '#fffaf0',
        Math.max(0.8, size * 0.004),
        0.85,
      );
  }
  pen.mark(
    new Outline()
      .move(-size * 0.024, size * 0.07)
      .quad(0, size * 0.062, size * 0.024, size * 0.07)
      .quad(size * 0.012, size * 0.094, 0, size * 0.096)
      .quad(-size * 0.012, size * 0.094, -size * 0.024, size * 0.07)
      .close(),
    '#c9665f',
  );
  pen.stroke(
    new Outline()
      .move(-size * 0.045, size * 0.118)
      .quad(-size * 0.015, size * 0.135, 0, size * 0.1)
      .quad(size * 0.015, size * 0.135, size * 0.045, size * 0.118),
    darken(stripe, 0.4),
    size * 0.007,
  );
}

const pose: Pose = {
  height: [0.72, 0.62],
  width: [0.76, 0.9],
  place: [0.6, 0.48],
  sizes: [0.82, 0.18],
  shadow: [0.12, 0.52],
};

/** Cats sitting on a ledge and looking back at you. */
export function paintCat(pen: Pen, subject: Subject): void {
  paintSitters(pen, subject, pose, (index, size) => {
    const [coat, stripe, eye] = turn(coats, index + pen.variation);
    const own = subject.accent ?? coat;
    const dark = subject.accent ? darken(own, 0.35) : stripe;
    body(pen, size, own, dark);
    pen.at(0, -size * 0.82, (pen.random() - 0.5) * 0.14, () => head(pen, size, own, dark, eye));
  });
}
