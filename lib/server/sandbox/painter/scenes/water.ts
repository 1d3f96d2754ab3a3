import 'server-only';
import { alpha, darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';

/** Open water from the horizon to the foot of the sheet, with the light's track where `track` (pixels) says. */
export function paintWater(
  pen: Pen,
  horizon: number,
  colors: readonly [string, string, string, string, string],
  track: number | null,
): void {
  const { context, width, height, short, random } = pen;
  const deep = darken(mix(colors[0], '#123a4c', 0.3), pen.light === 'noon' ? 0.12 : 0.3);
  const near = mix(deep, '#07121c', 0.25);
  const gradient = context.createLinearGradient(0, horizon, 0, height);
  const flat = pen.manner === 'general' || pen.manner === 'design';
  gradient.addColorStop(0, flat ? deep : mix(deep, colors[3], 0.42));
  gradient.addColorStop(flat ? 1 : 0.4, flat ? deep : mix(deep, colors[2], 0.12));
  gradient.addColorStop(1, flat ? deep : near);
  context.fillStyle = gradient;
  context.fillRect(0, horizon, width, height - horizon);
  const depth = height - horizon;
  const crest = mix(colors[2], '#bcd8d6', 0.5);
  const ripples = Math.round(70 * Math.max(1, width / short));
  for (let index = 0; index < ripples; index += 1) {
    const down = random();
    const long = short * 0.055 * (0.3 + down);
    const y = horizon + down * depth;
    mark(pen, random() * width, y, long, short * (0.0018 + 0.0026 * down), alpha(crest, 0.2));
  }
  if (track === null) return;
  const glint = lighten(colors[4], 0.25);
  for (let index = 0; index < 150; index += 1) {
    const down = random() ** 2;
    const y = horizon + down * depth;
    const spread = short * (0.15 + 0.62 * down);
    const x = track + (random() - 0.5) * spread;
    mark(
      pen,
      x,
      y,
      short * (0.014 + 0.07 * down * random()),
      short * (0.0026 + 0.0024 * down),
      alpha(glint, 0.78 * (1 - down * 0.6)),
    );
  }
}

function mark(pen: Pen, x: number, y: number, half: number, thick: number, color: string): void {
  pen.context.fillStyle = color;
  if (pen.manner === 'general' || pen.manner === 'design')
    pen.context.fillRect(x - half, y, half * 2, Math.max(1, thick));
  else pen.context.fill(Outline.ellipse(x, y, half, Math.max(0.6, thick * 0.7)).path);
}
