import 'server-only';
import { darken, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import { paintWater } from '@/lib/server/sandbox/painter/scenes/water';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

function ship(pen: Pen, x: number, y: number, half: number, hull: string, funnel: string): void {
  const lamps = pen.light === 'night' || pen.light === 'dusk';
  const deck = '#e6dccb';
  for (let index = 0; index < (lamps ? 50 : 0); index += 1) {
    const down = pen.random();
    pen.lamp(
      Outline.box(
        x + (pen.random() - 0.5) * half * (0.5 + down * 0.9),
        y + half * (0.12 + down * 0.8),
        half * 0.12 * pen.random() + 2,
        Math.max(1, half * 0.012),
      ),
      '#ffd58a',
      0.62 * (1 - down),
    );
  }
  pen.box(x + half * 0.02, y - half * 0.6, half * 0.15, half * 0.24, funnel, 'column');
  pen.markBox(x + half * 0.02, y - half * 0.6, half * 0.15, half * 0.05, '#1a2430');
  pen.box(x - half * 0.25, y - half * 0.4, half * 0.52, half * 0.15, deck, 'flat', half * 0.02);
  pen.box(x - half * 0.6, y - half * 0.27, half * 1.14, half * 0.19, deck, 'flat', half * 0.02);
  pen.fill(
    new Outline()
      .move(x - half, y - half * 0.1)
      .line(x + half * 0.98, y - half * 0.1)
      .quad(x + half * 0.9, y + half * 0.06, x + half * 0.8, y + half * 0.1)
      .line(x - half * 0.84, y + half * 0.1)
      .quad(x - half * 0.95, y + half * 0.02, x - half, y - half * 0.1)
      .close(),
    hull,
  );
  pen.markBox(x - half * 0.93, y + half * 0.035, half * 1.78, half * 0.03, '#b0412f');
  for (let pane = 0; pane < 9; pane += 1) {
    const window = Outline.box(
      x - half * 0.54 + pane * half * 0.118,
      y - half * 0.22,
      half * 0.062,
      half * 0.08,
      half * 0.01,
    );
    if (lamps && (pane * 7 + pen.variation) % 3 !== 0) pen.lamp(window, '#ffd98c');
    else pen.mark(window, '#2a3a48');
  }
  const bridge = Outline.box(x - half * 0.2, y - half * 0.36, half * 0.4, half * 0.06);
  if (lamps) {
    pen.lamp(bridge, '#ffe3a4');
    pen.glow(x, y - half * 0.3, half * 0.5, '#ffd78c', 0.5);
  } else pen.mark(bridge, '#2a3a48');
  pen.stroke(
    new Outline().move(x - half * 0.3, y - half * 0.3).line(x - half * 0.3, y - half * 0.72),
    '#1a2430',
    Math.max(1, half * 0.012),
  );
  pen.stroke(
    new Outline().move(x - half * 0.3, y - half * 0.7).line(x - half * 0.94, y - half * 0.12),
    '#1a2430',
    Math.max(0.8, half * 0.006),
    0.7,
  );
  for (let puff = 0; puff < 6; puff += 1) {
    const size = half * (0.06 + puff * 0.028);
    pen.lamp(
      Outline.ellipse(x + half * (0.12 + puff * 0.17), y - half * (0.68 + puff * 0.05), size * 1.5, size),
      lamps ? '#8794a2' : '#f4f1ea',
      0.4 - puff * 0.05,
    );
  }
}

/** A ferry crossing below dark hills, its windows in the water. */
export function paintFerry(pen: Pen, subject: Subject): void {
  const { width, height, short, variation } = pen;
  const horizon = height * 0.57;
  paintSky(pen, horizon, subject, { sun: { x: variation % 2 ? 0.22 : 0.8, y: 0.2, radius: 0.1 } });
  const colors = skyColors(pen);
  if (pen.light === 'night' || pen.light === 'dusk') {
    pen.blend('screen', () => {
      const band = pen.context.createLinearGradient(0, horizon - height * 0.16, 0, horizon);
      band.addColorStop(0, 'rgba(226,160,110,0)');
      band.addColorStop(1, 'rgba(226,160,110,.4)');
      pen.context.fillStyle = band;
      pen.context.fillRect(0, horizon - height * 0.16, width, height * 0.16);
    });
  }
  const field = fieldFrom(3 + variation);
  for (let range = 0; range < 2; range += 1) {
    const outline = new Outline().move(-4, horizon + 1);
    for (let x = -4; x <= width + 4; x += Math.max(2, width / 300))
      outline.line(
        x,
        horizon -
          Math.max(0, field((x / short) * 2.4 + range * 6, 2 + range, 4) - 0.24 - 0.06 * range) *
            short *
            (0.36 - range * 0.1),
      );
    pen.mark(
      outline.line(width + 4, horizon + 1).close(),
      mix(colors[1], darken(colors[0], 0.5), 0.5 + range * 0.4),
    );
  }
  paintWater(
    pen,
    horizon,
    colors,
    subject.lacks('moon') || subject.lacks('sun') ? null : width * (variation % 2 ? 0.22 : 0.8),
  );
  pen.part('scenery');
  const count = Math.min(4, subject.count ?? 1);
  for (let index = 0; index < count; index += 1) {
    const half = Math.min(short * 0.36, (width * 0.46) / count) * (1 - 0.14 * (count - 1 - index));
    const x = count === 1 ? width * (variation % 2 ? 0.56 : 0.43) : width * ((index + 0.5) / count);
    ship(
      pen,
      x,
      horizon + (height - horizon) * (0.16 + 0.2 * (index / Math.max(1, count))) + half * 0.06,
      half,
      subject.accent ?? turn(['#17212c', '#20384a', '#3a2028', '#1c2f2c'], variation),
      turn(['#b0412f', '#d9a441', '#b0412f', '#e8e0d0'], variation),
    );
  }
}
