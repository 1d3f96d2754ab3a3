import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

function tower(
  pen: Pen,
  x: number,
  top: number,
  wide: number,
  foot: number,
  color: string,
  near: number,
): void {
  const { random, short } = pen;
  const kind = Math.floor(random() * 5);
  const tall = foot - top;
  pen.box(x, top, wide, tall + 4, color, kind === 1 ? 'column' : 'flat');
  pen.markBox(x + wide * 0.7, top, wide * 0.3, tall, '#0c0c1c', 0.16);
  if (kind === 0)
    pen.polygon(
      [
        [x, top + 1],
        [x + wide * 0.5, top - wide * 0.5],
        [x + wide, top + 1],
      ],
      color,
    );
  if (kind === 2) {
    pen.box(x + wide * 0.18, top - tall * 0.07, wide * 0.64, tall * 0.08, color);
    pen.box(x + wide * 0.36, top - tall * 0.12, wide * 0.28, tall * 0.06, color);
  }
  if (kind === 2 || kind === 3)
    pen.stroke(
      new Outline().move(x + wide / 2, top - tall * 0.06).line(x + wide / 2, top - tall * 0.2),
      color,
      Math.max(1.2, short * 0.004),
    );
  if (kind === 4)
    pen.fill(
      new Outline()
        .move(x, top + 1)
        .quad(x + wide * 0.5, top - wide * 0.7, x + wide, top + 1)
        .close(),
      color,
    );
  const pane = short * (0.009 + 0.006 * near);
  const columns = Math.max(2, Math.floor(wide / (pane * 2.1)));
  const rows = Math.floor(tall / (pane * 2.6));
  const step = wide / columns;
  const dark = pen.light === 'night' || pen.light === 'dusk';
  const odds = pen.light === 'night' ? 0.5 : pen.light === 'dusk' ? 0.36 : 0;
  const shut = dark ? lighten(color, 0.09) : mix(color, '#dfeaf0', 0.34);
  const bands = random() < 0.25;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const left = x + step * (column + 0.24);
      const upper = top + pane * 1.4 + row * pane * 2.6;
      if (upper > foot - pane * 2) continue;
      const wideness = bands ? step * 0.96 : step * 0.52;
      const lit = random() < odds;
      if (lit)
        pen.lamp(
          Outline.box(left, upper, wideness, pane * 1.2),
          random() < 0.8 ? '#ffd98c' : '#ffb46a',
          0.92,
        );
      else if (near > 0.3) pen.markBox(left, upper, wideness, pane * 1.2, shut, 0.75);
    }
  }
}

/** Towers in three depths over a quay, the light of the hour between them. */
export function paintSkyline(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const ground = height * 0.88;
  paintSky(pen, ground, subject, {
    sun: { x: 0.3 + 0.14 * variation, y: pen.light === 'dusk' ? 0.46 : 0.2, radius: 0.15 },
  });
  const colors = skyColors(pen);
  const near = subject.accent ? darken(subject.accent, 0.45) : mix(darken(colors[0], 0.35), '#262b40', 0.35);
  pen.part('scenery');
  const limit = height > width * 1.4 ? 0.62 : 0.56;
  for (let depth = 0; depth < 3; depth += 1) {
    const color = mix(mix(colors[2], colors[3], 0.35), near, [0.22, 0.55, 0.96][depth] ?? 1);
    pen.plane(depth === 0 ? 0.003 : 0, () => {
      let x = -short * 0.08 * random();
      while (x < width) {
        const wide = short * (0.07 + 0.075 * random()) * (0.9 + depth * 0.16);
        const swell = 0.55 + 0.45 * Math.sin((x / width) * Math.PI * 1.3 + variation);
        const tall =
          height * limit * (0.3 + 0.55 * swell * random() + 0.15 * random()) * (1.16 - depth * 0.22);
        tower(
          pen,
          x,
          ground - tall,
          wide,
          ground,
          mix(color, random() > 0.5 ? colors[3] : near, 0.1 * random()),
          depth / 2,
        );
        x += wide * (depth === 2 ? 1.12 + 0.7 * random() : 1.02);
      }
    });
    if (depth < 2 && pen.manner !== 'design') {
      pen.part('ground');
      const gradient = pen.context.createLinearGradient(0, ground - height * 0.4, 0, ground);
      gradient.addColorStop(0, 'rgba(255,255,255,0)');
      gradient.addColorStop(1, `${colors[4]}${depth ? '55' : '99'}`);
      pen.context.fillStyle = gradient;
      pen.context.fillRect(0, ground - height * 0.4, width, height * 0.4);
      pen.part('scenery');
    }
  }
  pen.part('ground');
  pen.markBox(0, ground, width, height - ground, darken(near, 0.25));
  pen.markBox(0, ground, width, Math.max(2, short * 0.006), lighten(near, 0.16));
  const warm = pen.light === 'noon' || pen.light === 'dawn' ? colors[4] : '#ffcf87';
  for (let index = 0; index < Math.round((90 * width) / short); index += 1) {
    const down = random();
    pen.lamp(
      Outline.ellipse(
        random() * width,
        ground + (height - ground) * (0.1 + 0.9 * down),
        short * 0.03 * (0.3 + random()),
        short * 0.002,
      ),
      warm,
      0.5 * (1 - down * 0.6),
    );
  }
}
