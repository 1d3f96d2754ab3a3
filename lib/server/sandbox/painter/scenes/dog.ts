import 'server-only';
import { darken, lighten } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { paintSitters, type Pose } from '@/lib/server/sandbox/painter/scenes/sitters';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const coats: readonly (readonly [coat: string, patch: string, collar: string])[] = [
  ['#c98a4e', '#7a4a2a', '#2f6c7a'],
  ['#efe4d2', '#8a5a3a', '#c8402c'],
  ['#4a423f', '#2c2625', '#e2a72e'],
  ['#d9b98a', '#a8743e', '#3f6a52'],
];

const russet = ['#d96a2c', '#a8441c', '#2f5d50'] as const;

function body(pen: Pen, size: number, coat: string, patch: string, collar: string): void {
  pen.limb(
    new Outline().move(size * 0.28, -size * 0.12).quad(size * 0.5, -size * 0.16, size * 0.52, -size * 0.36),
    coat,
    size * 0.075,
  );
  pen.ellipse(size * 0.2, -size * 0.15, size * 0.2, size * 0.155, coat);
  const torso = new Outline()
    .move(-size * 0.14, -size * 0.78)
    .curve(-size * 0.27, -size * 0.5, -size * 0.24, -size * 0.2, -size * 0.2, 0)
    .line(size * 0.1, 0)
    .curve(size * 0.24, -size * 0.12, size * 0.3, -size * 0.42, size * 0.14, -size * 0.74)
    .close();
  pen.fill(torso, coat, 'round');
  pen.clip(torso, () => {
    pen.mark(Outline.ellipse(-size * 0.08, -size * 0.42, size * 0.12, size * 0.22), lighten(coat, 0.5), 0.7);
    pen.mark(Outline.ellipse(size * 0.2, -size * 0.46, size * 0.12, size * 0.16, 0.3), patch, 0.6);
  });
  for (const x of [-0.15, 0.03]) {
    pen.stroke(
      new Outline().move(size * (x + 0.075), -size * 0.32).line(size * (x + 0.07), -size * 0.05),
      darken(coat, 0.4),
      size * 0.008,
      0.45,
    );
    pen.ellipse(size * x, -size * 0.025, size * 0.085, size * 0.042, lighten(coat, 0.18), 'flat');
  }
  pen.fill(
    new Outline()
      .move(-size * 0.175, -size * 0.71)
      .quad(0, -size * 0.62, size * 0.175, -size * 0.69)
      .line(size * 0.185, -size * 0.63)
      .quad(0, -size * 0.56, -size * 0.19, -size * 0.65)
      .close(),
    collar,
  );
  pen.disc(-size * 0.02, -size * 0.58, size * 0.03, '#f0c64a');
}

function head(pen: Pen, size: number, coat: string, patch: string, pointed: boolean): void {
  const skull = Outline.even(
    0,
    [
      [size * 0.15, -size * 0.25, size * 0.22, -size * 0.15, size * 0.21, -size * 0.02],
      [size * 0.2, size * 0.1, size * 0.13, size * 0.2, size * 0.06, size * 0.215],
      [size * 0.03, size * 0.22, size * 0.01, size * 0.22, 0, size * 0.22],
    ],
    [0, -size * 0.25],
  );
  if (pointed)
    for (const side of [-1, 1])
      pen.fill(
        new Outline()
          .move(side * size * 0.05, -size * 0.2)
          .quad(side * size * 0.14, -size * 0.42, side * size * 0.23, -size * 0.42)
          .quad(side * size * 0.25, -size * 0.22, side * size * 0.2, -size * 0.06)
          .close(),
        patch,
      );
  pen.fill(skull, coat, 'round');
  pen.clip(skull, () => {
    pen.mark(
      new Outline()
        .move(-size * 0.04, -size * 0.26)
        .quad(0, -size * 0.02, -size * 0.1, size * 0.1)
        .line(size * 0.1, size * 0.1)
        .quad(0, -size * 0.02, size * 0.04, -size * 0.26)
        .close(),
      lighten(coat, 0.55),
      0.85,
    );
    pen.mark(Outline.ellipse(0, size * 0.15, size * 0.13, size * 0.1), lighten(coat, 0.5), 0.85);
  });
  if (!pointed)
    for (const side of [-1, 1]) {
      pen.fill(
        new Outline()
          .move(side * size * 0.1, -size * 0.215)
          .curve(
            side * size * 0.27,
            -size * 0.24,
            side * size * 0.33,
            -size * 0.02,
            side * size * 0.25,
            size * 0.12,
          )
          .curve(
            side * size * 0.19,
            size * 0.13,
            side * size * 0.15,
            -size * 0.02,
            side * size * 0.1,
            -size * 0.215,
          )
          .close(),
        patch,
      );
    }
  for (const side of [-1, 1]) {
    pen.lamp(Outline.ellipse(side * size * 0.088, -size * 0.03, size * 0.028, size * 0.032), '#1a1412');
    pen.lamp(Outline.ellipse(side * size * 0.088 - size * 0.008, -size * 0.042, size * 0.009), '#ffffff');
    pen.stroke(
      new Outline()
        .move(side * size * 0.05, -size * 0.085)
        .quad(side * size * 0.09, -size * 0.105, side * size * 0.125, -size * 0.08),
      patch,
      size * 0.012,
    );
  }
  pen.fill(
    new Outline()
      .move(-size * 0.046, size * 0.08)
      .quad(0, size * 0.062, size * 0.046, size * 0.08)
      .quad(size * 0.03, size * 0.118, 0, size * 0.122)
      .quad(-size * 0.03, size * 0.118, -size * 0.046, size * 0.08)
      .close(),
    '#241c1c',
    'round',
  );
  pen.stroke(
    new Outline()
      .move(-size * 0.08, size * 0.15)
      .quad(-size * 0.03, size * 0.185, 0, size * 0.125)
      .quad(size * 0.03, size * 0.185, size * 0.08, size * 0.15),
    '#3a2420',
    size * 0.009,
  );
  pen.mark(
    new Outline()
      .move(-size * 0.022, size * 0.165)
      .quad(0, size * 0.24, size * 0.022, size * 0.165)
      .close(),
    '#d9706a',
  );
}

const pose: Pose = {
  height: [0.63, 0.58],
  width: [0.86, 0.86],
  place: [0.42, 0.5],
  sizes: [0.8, 0.2],
  shadow: [0.1, 0.48],
};

/** Dogs sitting to attention; ears up for foxes and wolves. */
export function paintDog(pen: Pen, subject: Subject): void {
  const fox = subject.says('fox');
  paintSitters(pen, subject, pose, (index, size) => {
    const [coat, patch, collar] = fox ? russet : turn(coats, index + pen.variation);
    const own = subject.accent ?? coat;
    const dark = subject.accent ? darken(own, 0.3) : patch;
    const pointed = fox || (pen.variation + index) % 3 === 2;
    body(pen, size, own, dark, collar);
    pen.at(-size * 0.02, -size * 0.86, (pen.random() - 0.5) * 0.3, () => head(pen, size, own, dark, pointed));
  });
}
