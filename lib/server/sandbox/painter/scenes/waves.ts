import 'server-only';
import { mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { paintSky } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string, string])[] = [
  ['#ecdfc4', '#cf4630', '#1f4f73', '#3a7b97', '#f5efe0'],
  ['#f0c9a0', '#f6efe0', '#23444f', '#4c8584', '#f7f0df'],
  ['#24344d', '#f0e2bc', '#14547a', '#2f86a0', '#eaf0ea'],
  ['#dce3da', '#d8683e', '#2a5a5c', '#6ba09a', '#fbf6ea'],
];

/** Seigaiha: scales of water rising to a swell under a disc of sun. */
export function paintWaves(pen: Pen, subject: Subject): void {
  const { width, height, short, variation } = pen;
  const [sky, sun, deep, shallow, foam] = turn(sets, variation);
  const open = pen.manner === 'realistic' || pen.manner === 'anime' || pen.manner === 'fiction';
  if (open) paintSky(pen, height * 0.6, subject, { sun: { x: 0.64, y: 0.26, radius: 0.14 } });
  else {
    pen.cover(sky);
    if (!subject.lacks('sun'))
      pen.disc(
        width * (variation % 2 ? 0.36 : 0.64),
        height * 0.28,
        short * 0.19,
        sun,
        pen.manner === 'render-3d' ? 'round' : 'flat',
      );
  }
  const water = subject.accent ?? deep;
  const scale = short * (0.13 + 0.02 * (variation % 3));
  const rows = Math.ceil((height * 0.62) / (scale * 0.5)) + 2;
  for (let row = 0; row < rows; row += 1) {
    const level = height * 0.5 + row * scale * 0.5;
    for (let column = -1; column < width / scale + 2; column += 1) {
      const place = column + (row % 2 ? 0.5 : 0);
      const swell =
        Math.sin(place * 0.55 * (short / width > 0.6 ? 1 : 0.8) + variation * 1.3) *
        scale *
        0.75 *
        Math.max(0, 1 - row / 9);
      const x = place * scale;
      const y = level - swell;
      const radius = scale * 0.54;
      const tone = mix(water, shallow, Math.min(1, (row / rows) * 0.75));
      if (pen.manner === 'render-3d') pen.disc(x, y, radius, tone);
      else pen.markDisc(x, y, radius, tone);
      for (let ring = 1; ring < 5; ring += 1) {
        pen.markDisc(
          x,
          y,
          radius * (1 - ring * 0.2),
          ring % 2 ? foam : mix(tone, shallow, 0.35),
          pen.manner === 'render-3d' ? 0.75 : 1,
        );
      }
      if (pen.manner === 'anime')
        pen.stroke(new Outline().arc(x, y, radius, Math.PI, Math.PI * 2), '#1a1430', short * 0.003);
    }
  }
  if (subject.says('boat') && !subject.lacks('boat')) {
    const size = short * 0.16;
    pen.polygon(
      [
        [width * 0.3 - size, height * 0.46],
        [width * 0.3 + size, height * 0.44],
        [width * 0.3 + size * 0.7, height * 0.52],
        [width * 0.3 - size * 0.7, height * 0.52],
      ],
      '#8c3b26',
    );
    pen.polygon(
      [
        [width * 0.3, height * 0.25],
        [width * 0.3 + size * 0.8, height * 0.41],
        [width * 0.3, height * 0.42],
      ],
      '#f8efdc',
    );
  }
}
