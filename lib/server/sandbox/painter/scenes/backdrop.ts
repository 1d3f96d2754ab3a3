import 'server-only';
import { mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';

/** What a style does with a bare ground: rays where it inks, a hard half where it is a poster, else nothing. */
export function enliven(pen: Pen, ground: string, x: number, y: number): void {
  const { width, height, short, variation } = pen;
  const second = mix(ground, pen.isDark(ground) ? '#ffffff' : '#20141c', 0.13);
  if (pen.manner === 'anime') {
    const reach = Math.hypot(width, height);
    const rays = 28;
    for (let ray = 0; ray < rays; ray += 1) {
      const from = (ray / rays) * Math.PI * 2;
      const to = from + Math.PI / rays;
      pen.markPolygon(
        [
          [x, y],
          [x + Math.cos(from) * reach, y + Math.sin(from) * reach],
          [x + Math.cos(to) * reach, y + Math.sin(to) * reach],
        ],
        second,
      );
    }
  }
  if (pen.manner !== 'design') return;
  const lean = short * 0.18 * (variation % 2 ? 1 : -1);
  pen.markPolygon(
    [
      [width * 0.5 + lean, 0],
      [width, 0],
      [width, height],
      [width * 0.5 - lean, height],
    ],
    second,
  );
  const weight = short * 0.022;
  pen.stroke(
    Outline.box(weight / 2, weight / 2, width - weight, height - weight),
    mix(second, pen.isDark(ground) ? '#ffffff' : '#000000', 0.5),
    weight,
  );
}
