import 'server-only';
import { lighten, mix, saturate } from './color';
import { skies } from './light';
import { Outline } from './outline';
import type { Pen } from './pen';
import { between, fieldFrom, turn } from './random';
import type { Subject } from './subject';

export type SkyOptions = {
  /** Where the sun or moon stands, in shares of the picture; radius in short sides. */
  sun?: { x: number; y: number; radius: number };
  clouds?: boolean;
};

/** The five colours of the sky of this picture, zenith first; scenes take haze and water from them. */
export function skyColors(pen: Pen): readonly [string, string, string, string, string] {
  const [zenith, high, middle, low, horizon] = turn(skies[pen.light], pen.variation);
  const change = (color: string): string => {
    if (pen.fog) return mix(color, pen.light === 'night' ? '#4a5966' : '#dcdcd2', 0.55);
    return pen.manner === 'anime'
      ? saturate(pen.light === 'noon' ? mix(color, '#2f8fe8', 0.3) : color, 1.45)
      : color;
  };
  return [change(zenith), change(high), change(middle), change(low), change(horizon)];
}

/** Fills from the top of the sheet down to `horizon` (pixels). */
export function paintSky(pen: Pen, horizon: number, subject: Subject, options: SkyOptions = {}): void {
  const colors = skyColors(pen);
  if (pen.manner === 'general' || pen.manner === 'design') banded(pen, horizon, colors);
  else {
    const gradient = pen.context.createLinearGradient(0, 0, 0, horizon);
    colors.forEach((color, index) => gradient.addColorStop(index / 4, color));
    pen.context.fillStyle = gradient;
    pen.context.fillRect(0, 0, pen.width, horizon + 1);
  }
  const veiled = subject.weather.has('rain') || subject.weather.has('snow');
  if (pen.light === 'night' && !subject.lacks('star') && !pen.fog && !veiled) stars(pen, horizon);
  if (options.sun && !(pen.light === 'night' ? subject.lacks('moon') : subject.lacks('sun')))
    sun(pen, horizon, options.sun, colors);
  if (options.clouds !== false && !subject.lacks('cloud')) clouds(pen, horizon, colors);
}

function banded(pen: Pen, horizon: number, colors: readonly string[]): void {
  const bands = pen.manner === 'design' ? 6 : 13;
  for (let band = 0; band < bands; band += 1) {
    const place = (band / (bands - 1)) * 4;
    const from = Math.min(3, Math.floor(place));
    pen.context.fillStyle = mix(turn(colors, from), turn(colors, from + 1), place - from);
    pen.context.fillRect(0, Math.floor((horizon * band) / bands), pen.width, Math.ceil(horizon / bands) + 2);
  }
}

function stars(pen: Pen, horizon: number): void {
  const count = Math.round(90 * Math.max(1, (pen.width * horizon) / (pen.short * pen.short)));
  for (let index = 0; index < count; index += 1) {
    const radius = pen.short * 0.0016 * (0.5 + 1.5 * pen.random() ** 2);
    pen.lamp(
      Outline.ellipse(pen.random() * pen.width, pen.random() ** 1.3 * horizon * 0.85, radius),
      '#fff3d8',
      0.35 + 0.6 * pen.random(),
    );
  }
}

function sun(
  pen: Pen,
  horizon: number,
  place: { x: number; y: number; radius: number },
  colors: readonly string[],
): void {
  const x = pen.width * place.x;
  const y = pen.height * place.y;
  const radius = pen.short * place.radius * (pen.light === 'night' ? 0.62 : 1);
  const warm = pen.light === 'night' ? '#f4ead0' : pen.light === 'noon' ? '#fff8e4' : '#fff1cf';
  const { context } = pen;
  context.save();
  context.beginPath();
  context.rect(0, 0, pen.width, horizon);
  context.clip();
  if (pen.manner === 'design') {
    for (let ring = 3; ring >= 1; ring -= 1)
      pen.lamp(Outline.ellipse(x, y, radius * (1 + ring * 0.42)), warm, 0.16);
  } else if (pen.manner !== 'general') pen.glow(x, y, radius * 4.4, warm, pen.light === 'night' ? 0.3 : 0.55);
  if (pen.manner === 'render-3d') pen.disc(x, y, radius, mix(warm, colors[3] ?? warm, 0.35));
  else pen.lamp(Outline.ellipse(x, y, radius), warm, 0.97);
  if (pen.light === 'night') {
    for (let crater = 0; crater < 5; crater += 1) {
      const angle = pen.random() * 6.28;
      const reach = pen.random() * 0.6;
      pen.lamp(
        Outline.ellipse(
          x + Math.cos(angle) * radius * reach,
          y + Math.sin(angle) * radius * reach,
          radius * (0.08 + 0.12 * pen.random()),
        ),
        '#b8a983',
        0.3,
      );
    }
  }
  context.restore();
}

function clouds(pen: Pen, horizon: number, colors: readonly string[]): void {
  if (pen.manner === 'anime') return cumulus(pen, horizon, colors);
  if (pen.manner === 'design') return;
  if (pen.manner === 'render-3d') return puffs(pen, horizon, colors);
  const count = pen.manner === 'general' ? 4 : 7;
  const light = lighten(colors[4] ?? '#ffffff', pen.light === 'night' ? 0 : 0.3);
  for (let index = 0; index < count; index += 1) {
    const x = pen.width * pen.random();
    const y = horizon * between(0.14, 0.8, pen.random());
    const long = pen.short * between(0.1, 0.3, pen.random());
    if (pen.manner === 'general') streak(pen, x, y, long, light);
    else wisp(pen, x, y, long, light, index);
  }
}

function streak(pen: Pen, x: number, y: number, long: number, color: string): void {
  const thick = pen.short * 0.009;
  pen.lamp(Outline.box(x - long, y, long * 1.7, thick, thick / 2), color, 0.42);
  pen.lamp(Outline.box(x - long * 0.45, y + thick * 1.8, long * 1.5, thick, thick / 2), color, 0.3);
}

function wisp(pen: Pen, x: number, y: number, long: number, color: string, index: number): void {
  const wave = fieldFrom(index + pen.variation * 7);
  for (let part = 0; part < 9; part += 1) {
    const reach = long * between(0.5, 1.1, wave(part * 0.9, 1.5, 1));
    pen.context.save();
    pen.context.translate(x + (part - 4) * long * 0.34, y + (wave(part * 0.7, 4, 2) - 0.4) * long * 0.36);
    pen.context.scale(1, 0.24);
    pen.glow(0, 0, reach, color, 0.26);
    pen.context.restore();
  }
}

function cumulus(pen: Pen, horizon: number, colors: readonly string[]): void {
  const light = mix('#ffffff', colors[4] ?? '#ffffff', pen.light === 'noon' ? 0.08 : 0.45);
  const shade = mix(light, colors[1] ?? '#88aadd', 0.42);
  const heaps = Math.max(2, Math.round((pen.width / pen.short) * 2));
  for (let heap = 0; heap < heaps; heap += 1) {
    const x = (pen.width * (heap + 0.15 + 0.7 * pen.random())) / heaps;
    const base = horizon * between(0.52, 0.96, pen.random());
    const size = pen.short * between(0.05, 0.105, pen.random());
    const bumps = Array.from({ length: 11 }, (_, index) => {
      const across = (index / 10) * 2 - 1;
      const lift = (1 - across * across) * between(0.4, 2.1, pen.random());
      return {
        x: x + across * size * 3.1,
        y: base - lift * size,
        radius: size * between(0.62, 1.05, pen.random()),
      };
    });
    pen.context.save();
    pen.context.beginPath();
    pen.context.rect(0, 0, pen.width, base + size * 0.2);
    pen.context.clip();
    for (const bump of bumps) pen.lamp(Outline.ellipse(bump.x, bump.y + size * 0.2, bump.radius), shade);
    for (const bump of bumps)
      pen.lamp(Outline.ellipse(bump.x - size * 0.16, bump.y - size * 0.14, bump.radius * 0.86), light);
    pen.context.restore();
  }
}

function puffs(pen: Pen, horizon: number, colors: readonly string[]): void {
  const color = mix('#ffffff', colors[3] ?? '#ffffff', pen.light === 'night' ? 0.75 : 0.22);
  for (let heap = 0; heap < 3; heap += 1) {
    const x = pen.width * between(0.05, 0.95, (heap + pen.random()) / 3);
    const y = horizon * between(0.16, 0.5, pen.random());
    const size = pen.short * between(0.035, 0.06, pen.random());
    for (const [dx, dy, scale] of [
      [-1.5, 0.25, 0.72],
      [1.5, 0.2, 0.8],
      [-0.55, -0.35, 1],
      [0.6, -0.1, 1.08],
    ] as const) {
      pen.disc(x + dx * size, y + dy * size, size * scale, color);
    }
  }
}
