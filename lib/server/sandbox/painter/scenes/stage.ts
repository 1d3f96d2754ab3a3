import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { paintSky } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const rooms: readonly (readonly [wall: string, floor: string, accent: string])[] = [
  ['#3f6f6a', '#c98f5e', '#f0c064'],
  ['#e9b48c', '#8a4a3a', '#f6e3c4'],
  ['#34486a', '#b88a6a', '#f2c9a0'],
  ['#dcd3b8', '#6f7f5f', '#e2774f'],
];

/** A room or an evening for an animal to sit in; answers where the floor carries it, in pixels from the top. */
export function paintStage(pen: Pen, subject: Subject): number {
  const { width, height, short, variation } = pen;
  const [wall, boards, accent] = turn(rooms, variation);
  const floor = subject.weather.has('snow') ? '#e9eef0' : boards;
  const line = height * 0.8;
  const open = pen.light !== 'noon' || subject.weather.size > 0;
  if (open) paintSky(pen, line, subject, { sun: { x: variation % 2 ? 0.26 : 0.74, y: 0.3, radius: 0.17 } });
  else {
    pen.cover(
      pen.soft
        ? pen.halo(width * 0.35, height * 0.3, Math.max(width, height) * 0.95, [
            lighten(wall, 0.22),
            wall,
            darken(wall, 0.35),
          ])
        : wall,
    );
    if (pen.manner === 'design') pen.lamp(Outline.ellipse(width / 2, height * 0.48, short * 0.42), accent);
    else {
      const tall = Math.min(height * 0.5, short * 0.56);
      const wide = tall * 0.72;
      const x = width * (variation % 2 ? 0.2 : 0.8) - wide / 2;
      pen.fill(
        new Outline()
          .move(x, height * 0.16 + tall)
          .line(x, height * 0.16 + wide / 2)
          .arc(x + wide / 2, height * 0.16 + wide / 2, wide / 2, Math.PI, Math.PI * 2)
          .line(x + wide, height * 0.16 + tall)
          .close(),
        mix(accent, '#ffffff', 0.35),
      );
      pen.markDisc(x + wide * 0.62, height * 0.16 + tall * 0.42, wide * 0.17, mix(accent, '#e8593a', 0.55));
      pen.markBox(x - wide * 0.08, height * 0.16 + tall, wide * 1.16, tall * 0.045, darken(wall, 0.25));
      pen.markBox(x + wide * 0.485, height * 0.16, wide * 0.03, tall, darken(wall, 0.2), 0.8);
    }
  }
  pen.cover(pen.wash(0, line, 0, height, [floor, pen.soft ? darken(floor, 0.35) : floor]), line);
  pen.markBox(0, line, width, Math.max(2, short * 0.008), lighten(floor, 0.28));
  return line + (height - line) * 0.42;
}
