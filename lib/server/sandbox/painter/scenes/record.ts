import 'server-only';
import type { TitlePlace } from '@/lib/server/sandbox/painter/catalogue';
import { mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { enliven } from '@/lib/server/sandbox/painter/scenes/backdrop';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string, string])[] = [
  ['#16262e', '#e8593a', '#f0c064', '#4b8f8c', '#f6ead0'],
  ['#e8dcc0', '#1c3a4b', '#d8492f', '#e4a53a', '#1b1c1e'],
  ['#9c2f2a', '#f2c867', '#1d1a22', '#ee8a5a', '#fbeed2'],
  ['#28324f', '#f0b0a0', '#e9dfc6', '#d2543e', '#f6ead0'],
];

function keys(
  pen: Pen,
  x: number,
  y: number,
  wide: number,
  tall: number,
  white: string,
  black: string,
): void {
  const count = Math.max(7, Math.round(wide / (tall * 0.26)));
  const step = wide / count;
  for (let key = 0; key < count; key += 1)
    pen.box(x + key * step, y, step * 0.94, tall, white, 'flat', [0, 0, step * 0.12, step * 0.12]);
  for (let key = 0; key < count - 1; key += 1) {
    if (key % 7 === 2 || key % 7 === 6) continue;
    pen.box(x + key * step + step * 0.66, y, step * 0.56, tall * 0.6, black, 'flat', [
      0,
      0,
      step * 0.08,
      step * 0.08,
    ]);
  }
}

function disc(
  pen: Pen,
  x: number,
  y: number,
  radius: number,
  set: readonly [string, string, string, string, string],
): void {
  const [ground, ring, label, , paper] = set;
  if (pen.soft) pen.shadow(x + radius * 0.06, y + radius * 0.1, radius, radius * 0.95, 0.5);
  pen.disc(x, y, radius, ring, pen.soft || pen.manner === 'anime' ? 'flat' : 'flat');
  for (let groove = 9; groove >= 0; groove -= 1) {
    pen.markDisc(x, y, radius * (0.3 + 0.07 * groove), groove % 2 ? ring : mix(ring, ground, 0.22));
  }
  for (const from of [-0.9, 2.2]) {
    const start = from - pen.variation * 0.5;
    pen.mark(
      new Outline()
        .move(x, y)
        .arc(x, y, radius * 0.98, start, start + 0.6)
        .close(),
      paper,
      pen.soft ? 0.28 : 0.2,
    );
  }
  pen.disc(x, y, radius * 0.34, label);
  pen.markDisc(x, y, radius * 0.24, mix(label, ground, 0.2));
  pen.markDisc(x, y, radius * 0.045, ground);
}

/** A gig poster: a record like a sun, bars of sound below, room for the words above. */
export function paintRecord(pen: Pen, subject: Subject, titled: boolean): TitlePlace | undefined {
  const { width, height, short, variation, random } = pen;
  const set = turn(sets, variation);
  const [ground, , , bar, paper] = set;
  pen.cover(
    pen.soft
      ? pen.halo(width * 0.5, height * 0.5, Math.max(width, height) * 0.8, [
          mix(ground, '#ffffff', 0.1),
          ground,
        ])
      : ground,
  );
  const wide = width > height * 1.45;
  const margin = short * 0.06;
  const band = titled && !wide ? Math.min(height * 0.26, width * 0.34) : 0;
  const side = titled && wide ? width * 0.4 : 0;
  const right = variation % 2 === 0;
  const areaX = wide && titled && right ? side : 0;
  const areaWide = width - side;
  const areaTop = band + (band > 0 ? margin : 0);
  const areaTall = height - areaTop;
  const middleX = areaX + areaWide / 2;
  const middleY = areaTop + areaTall * 0.47;
  const radius = Math.min(areaWide * 0.43, areaTall * 0.42);
  enliven(pen, ground, middleX, middleY);
  disc(pen, middleX, middleY, radius, subject.accent ? [ground, subject.accent, set[2], bar, paper] : set);
  const count = Math.max(6, Math.round((areaWide / short) * 8));
  const step = (areaWide - margin * 2) / count;
  pen.blend(pen.isDark(ground) ? 'screen' : 'multiply', () => {
    for (let index = 0; index < count; index += 1) {
      const lift = Math.sin(index * 0.9 + variation) * 0.5 + 0.5;
      const tall = areaTall * (0.06 + 0.16 * lift + 0.1 * random());
      pen.markBox(areaX + margin + index * step, height - margin - tall, step * 0.68, tall, bar, 0.95);
    }
  });
  if (!titled || subject.says('music')) {
    const tall = Math.min(short * 0.09, areaTall * 0.12);
    if (!titled) keys(pen, 0, 0, width, tall, paper === '#1b1c1e' ? '#f6efe0' : paper, '#17161b');
  }
  if (!titled) return undefined;
  if (wide)
    return {
      x: right ? margin : width - side + margin * 0.3,
      y: margin,
      width: side - margin * 1.6,
      height: height - margin * 2,
      ink: paper,
      align: 'left',
    };
  return { x: margin, y: margin, width: width - margin * 2, height: band, ink: paper, align: 'center' };
}
