import 'server-only';
import { lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string, string])[] = [
  ['#cfd8cf', '#e2694a', '#2f5a4b', '#f7f2e6', '#223640'],
  ['#f0dcc0', '#d9512f', '#5d6b3d', '#3f6379', '#1f2e38'],
  ['#2c4a5c', '#f0d9a0', '#87a78f', '#f1e9d8', '#13242e'],
  ['#e7cdbf', '#f2b186', '#6f5a4c', '#f9f3ea', '#3b2c33'],
];

function blade(
  pen: Pen,
  x: number,
  foot: number,
  tall: number,
  bend: number,
  half: number,
  color: string,
): void {
  const outline = new Outline()
    .move(x - half, foot)
    .quad(x - half * 0.4, foot - tall * 0.6, x + bend, foot - tall)
    .quad(x + half * 1.2, foot - tall * 0.55, x + half, foot)
    .close();
  if (pen.manner === 'anime' || pen.manner === 'render-3d') pen.fill(outline, color);
  else pen.mark(outline, color);
}

function heron(pen: Pen, size: number, bird: string, dark: string): void {
  for (const leg of [0, 1]) {
    const x = leg * size * 0.03;
    pen.limb(
      new Outline()
        .move(x, size * 0.09)
        .line(x - size * 0.012, size * 0.22)
        .line(x + size * 0.006, size * 0.37),
      dark,
      size * 0.01,
    );
    pen.limb(
      new Outline().move(x + size * 0.006, size * 0.37).line(x - size * 0.035, size * 0.378),
      dark,
      size * 0.007,
    );
  }
  const neck = new Outline()
    .move(-size * 0.035, size * 0.02)
    .curve(-size * 0.165, -size * 0.05, size * 0.012, -size * 0.14, -size * 0.062, -size * 0.24)
    .line(-size * 0.03, -size * 0.25)
    .curve(size * 0.05, -size * 0.14, -size * 0.115, -size * 0.06, size * 0.02, -size * 0.02)
    .close();
  pen.fill(neck, bird, 'flat');
  const body = new Outline()
    .move(-size * 0.06, -size * 0.02)
    .curve(0, -size * 0.085, size * 0.12, -size * 0.05, size * 0.28, size * 0.17)
    .curve(size * 0.12, size * 0.135, -size * 0.05, size * 0.15, -size * 0.06, -size * 0.02)
    .close();
  pen.fill(body, bird, pen.manner === 'design' ? 'flat' : 'round');
  pen.clip(body, () => {
    pen.mark(
      new Outline()
        .move(size * 0.03, size * 0.025)
        .quad(size * 0.16, size * 0.045, size * 0.29, size * 0.18)
        .quad(size * 0.1, size * 0.135, size * 0.03, size * 0.025)
        .close(),
      dark,
      0.86,
    );
    for (let feather = 0; feather < 3; feather += 1) {
      const shift = feather * size * 0.024;
      pen.stroke(
        new Outline()
          .move(size * 0.02 + shift, size * 0.0 + shift)
          .quad(size * 0.12 + shift, size * 0.03, size * 0.22, size * 0.12 - shift),
        mix(bird, dark, 0.5),
        size * 0.004,
        0.7,
      );
    }
  });
  pen.disc(-size * 0.05, -size * 0.252, size * 0.028, bird);
  pen.polygon(
    [
      [-size * 0.068, -size * 0.268],
      [-size * 0.205, -size * 0.228],
      [-size * 0.064, -size * 0.238],
    ],
    '#e3a13c',
  );
  pen.stroke(
    new Outline()
      .move(-size * 0.055, -size * 0.27)
      .quad(size * 0.02, -size * 0.275, size * 0.065, -size * 0.22),
    dark,
    size * 0.009,
  );
  pen.markDisc(-size * 0.06, -size * 0.255, size * 0.0055, dark);
}

/** Herons standing in shallow water among reeds, a large low sun behind. */
export function paintHeron(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const [paper, sun, reed, bird, dark] = turn(sets, variation);
  const water = height * 0.78;
  const left = variation % 2 === 0;
  let ground = paper;
  if (pen.manner === 'general' || pen.manner === 'design' || pen.manner === 'render-3d') {
    pen.cover(
      pen.manner === 'render-3d'
        ? pen.wash(0, 0, 0, water, [mix(paper, '#7fa8b0', 0.3), lighten(paper, 0.25)])
        : paper,
    );
    if (!subject.lacks('sun'))
      pen.disc(
        width * (left ? 0.34 : 0.66),
        height * 0.3,
        short * 0.2,
        sun,
        pen.manner === 'render-3d' ? 'round' : 'flat',
      );
  } else {
    paintSky(pen, water, subject, { sun: { x: left ? 0.34 : 0.66, y: 0.3, radius: 0.16 } });
    ground = skyColors(pen)[4];
  }
  pen.cover(mix(ground, reed, 0.34), water);
  for (let index = 0; index < 12; index += 1)
    pen.markBox(
      width * random() - short * 0.1,
      water + (height - water) * (0.08 + 0.85 * random()),
      short * 0.26 * (0.4 + random()),
      Math.max(1, short * 0.005),
      lighten(ground, 0.4),
      0.45,
    );
  const reach = Math.max(short, Math.min(height, width * 1.5));
  const behind = subject.lacks('reed') ? 0 : Math.round((14 * width) / short);
  for (let index = 0; index < behind; index += 1) {
    blade(
      pen,
      width * random(),
      height * 1.02,
      reach * (0.3 + 0.4 * random()),
      (random() - 0.4) * short * 0.22,
      short * 0.011,
      mix(reed, ground, 0.35 + 0.3 * random()),
    );
  }
  pen.part('figure');
  const count = Math.min(8, subject.count ?? (width > height * 1.7 ? 2 : 1));
  const size = Math.min(height * 0.98, (width / Math.max(1, count)) * 1.7, reach * 1.05);
  for (let index = 0; index < count; index += 1) {
    const own = subject.accent ?? (index % 2 ? mix(bird, dark, 0.25) : bird);
    const scale = size * (count === 1 ? 1 : 0.74 + 0.26 * ((index * 0.618) % 1));
    const x = count === 1 ? width * (left ? 0.56 : 0.46) : width * ((index + 0.5) / count);
    const flip = count > 1 ? (index % 2 ? -1 : 1) : left ? 1 : -1;
    pen.at(x, water + (height - water) * 0.4 - scale * 0.36, 0, () => heron(pen, scale, own, dark), flip, 1);
  }
  pen.part('ground');
  const front = subject.lacks('reed') ? 0 : Math.round((13 * width) / short);
  for (let index = 0; index < front; index += 1) {
    const x = (index + 0.5) / front;
    const clear = Math.abs(x - 0.54) < 0.2 && count === 1 ? 0.5 : 1;
    blade(
      pen,
      width * x + (random() - 0.5) * short * 0.05,
      height * 1.03,
      reach * (0.2 + 0.36 * random()) * clear,
      (random() - 0.5) * short * 0.2,
      short * 0.014,
      random() > 0.5 ? reed : dark,
    );
  }
}
