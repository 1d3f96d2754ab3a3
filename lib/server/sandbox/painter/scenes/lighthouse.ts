import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { between, clamp, turn } from '@/lib/server/sandbox/painter/random';
import { paintWater } from '@/lib/server/sandbox/painter/scenes/water';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

function tower(
  pen: Pen,
  x: number,
  base: number,
  tall: number,
  stripe: string,
  beam: boolean,
  toLeft: boolean,
): void {
  const dark = '#15202c';
  const bottom = tall * 0.115;
  const neck = tall * 0.074;
  const lamp = base - tall;
  const shaft = lamp + tall * 0.17;
  const halfAt = (y: number): number => between(neck, bottom, clamp((y - shaft) / (base - shaft)));
  const way = toLeft ? -1 : 1;
  if (beam) {
    pen.part('ground');
    pen.blend('screen', () => {
      const far = x + way * pen.width * 1.1;
      const gradient = pen.context.createLinearGradient(x, 0, far, 0);
      gradient.addColorStop(0, 'rgba(255,236,190,.62)');
      gradient.addColorStop(1, 'rgba(255,236,190,0)');
      pen.context.fillStyle = gradient;
      pen.context.fill(
        Outline.polygon([
          [x, lamp + tall * 0.06],
          [far, lamp - tall * 0.42],
          [far, lamp + tall * 0.12],
        ]).path,
      );
    });
    pen.part('scenery');
  }
  const body = '#f3e8d4';
  pen.fill(
    Outline.polygon([
      [x - bottom, base],
      [x - neck, shaft],
      [x + neck, shaft],
      [x + bottom, base],
    ]),
    body,
    'column',
  );
  for (const share of [0.2, 0.58]) {
    const upper = between(shaft, base, share);
    const lower = upper + (base - shaft) * 0.2;
    pen.fill(
      Outline.polygon([
        [x - halfAt(upper), upper],
        [x + halfAt(upper), upper],
        [x + halfAt(lower), lower],
        [x - halfAt(lower), lower],
      ]),
      stripe,
      'column',
    );
  }
  pen.mark(
    Outline.box(x - neck * 0.2, base - tall * 0.13, neck * 0.5, tall * 0.1, [neck * 0.25, neck * 0.25, 0, 0]),
    dark,
    0.85,
  );
  pen.markBox(x - neck * 0.16, between(shaft, base, 0.47), neck * 0.34, tall * 0.035, dark, 0.8);
  pen.box(x - neck * 1.55, shaft - tall * 0.018, neck * 3.1, tall * 0.03, dark);
  pen.box(x - neck * 0.85, lamp, neck * 1.7, tall * 0.155, dark);
  pen.lamp(
    Outline.box(x - neck * 0.6, lamp + tall * 0.025, neck * 1.2, tall * 0.105),
    beam ? '#fff2c8' : mix('#fff2c8', '#9db4bd', 0.45),
  );
  pen.markBox(x - neck * 0.05, lamp + tall * 0.02, neck * 0.1, tall * 0.11, dark);
  pen.polygon(
    [
      [x - neck * 1.2, lamp + 1],
      [x, lamp - tall * 0.12],
      [x + neck * 1.2, lamp + 1],
    ],
    stripe,
  );
  pen.stroke(
    new Outline().move(x, lamp - tall * 0.11).line(x, lamp - tall * 0.17),
    dark,
    Math.max(1, tall * 0.008),
  );
  if (beam) pen.glow(x, lamp + tall * 0.075, tall * 0.34, '#ffe9b8', 0.6);
}

function rock(pen: Pen, x: number, level: number, half: number, tall: number, color: string): void {
  pen.polygon(
    [
      [x - half * 1.6, level + 2],
      [x - half * 1.05, level - tall * 0.5],
      [x - half * 0.5, level - tall * 0.88],
      [x + half * 0.45, level - tall],
      [x + half * 0.95, level - tall * 0.42],
      [x + half * 1.9, level - tall * 0.2],
      [x + half * 2.4, level + 2],
    ],
    color,
  );
  pen.markPolygon(
    [
      [x - half * 1.05, level - tall * 0.5],
      [x - half * 0.5, level - tall * 0.88],
      [x - half * 0.2, level - tall * 0.3],
      [x - half * 0.9, level + 1],
    ],
    lighten(color, 0.14),
    0.6,
  );
}

/** A striped tower on a skerry, the sun low over water, the beam to the open side. */
export function paintLighthouse(pen: Pen, subject: Subject): void {
  const { width, height, variation } = pen;
  const horizon = height * (width > height * 1.6 ? 0.7 : 0.66);
  const right = variation % 2 === 0;
  const wide = width / height > 2.1;
  const place = wide ? 0.7 : width / height < 0.6 ? 0.62 : 0.73;
  const x = width * (right ? place : 1 - place);
  const sun = {
    x: right ? 0.3 + 0.05 * (variation % 3) : 0.68 - 0.05 * (variation % 3),
    y: horizon / height - 0.035,
    radius: 0.15,
  };
  if (pen.light === 'noon' || pen.light === 'night') sun.y = 0.2;
  paintSky(pen, horizon, subject, { sun });
  const colors = skyColors(pen);
  if (!subject.lacks('mountain')) {
    pen.polygon(
      [
        [0, horizon],
        [0, horizon - height * 0.03],
        [width * 0.16, horizon - height * 0.055],
        [width * 0.33, horizon - height * 0.02],
        [width * 0.5, horizon],
      ],
      mix(colors[2], colors[0], 0.55),
    );
  }
  paintWater(pen, horizon, colors, subject.lacks('sun') ? null : width * sun.x);
  pen.part('scenery');
  const stone = darken(mix(colors[0], '#2a2d38', 0.4), 0.35);
  const tall = Math.min(horizon * 0.72, width * 1.1);
  const count = Math.min(3, subject.count ?? 1);
  const stripe = subject.accent ?? turn(['#b6432f', '#b6432f', '#28557a', '#a83a35'], variation);
  const lit = pen.light !== 'noon' && !subject.lacks('beam');
  const half = tall * 0.15;
  for (let index = count - 1; index >= 0; index -= 1) {
    const scale = 1 - index * 0.28;
    const left = right ? x - index * width * 0.27 : x + index * width * 0.27;
    rock(pen, left, horizon, half * scale, tall * 0.11 * scale, index ? mix(stone, colors[3], 0.25) : stone);
    tower(pen, left, horizon - tall * 0.1 * scale, tall * 0.9 * scale, stripe, lit, right);
  }
  pen.polygon(
    [
      [x - half * 3, horizon],
      [x + half * 3, horizon],
      [x + half * 1.7, horizon + tall * 0.045],
      [x - half * 1.4, horizon + tall * 0.03],
    ],
    stone,
  );
}
