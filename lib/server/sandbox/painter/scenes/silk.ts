import 'server-only';
import { createCanvas } from '@napi-rs/canvas';
import { darken, lighten, toRgb } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { between, clamp, fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string])[] = [
  ['#2a0f12', '#8e2b25', '#e07a54', '#ffe3c4'],
  ['#0c1c2b', '#27567a', '#86b4bf', '#f0efe0'],
  ['#14160f', '#4f5b34', '#a9a866', '#f2e9c6'],
  ['#1b1420', '#6a4059', '#c68c8f', '#f6e2d3'],
];

function cloth(pen: Pen, colors: readonly string[], hard: boolean): void {
  const { width, height, short, variation } = pen;
  const scale = 330 / Math.max(width, height);
  const sheet = createCanvas(
    Math.max(40, Math.round(width * scale)),
    Math.max(40, Math.round(height * scale)),
  );
  const context = sheet.getContext('2d');
  const image = context.createImageData(sheet.width, sheet.height);
  const field = fieldFrom(31 + variation * 5 + Math.floor(pen.random() * 50));
  const stops = colors.map((color) => toRgb(pen.tone(color)));
  const unit = short * scale;
  for (let row = 0; row < sheet.height; row += 1) {
    for (let column = 0; column < sheet.width; column += 1) {
      const x = (column / unit) * 1.5;
      const y = (row / unit) * 1.5;
      const first = field(x * 1.1 + 3, y * 1.1 + variation, 2);
      const second = field(x * 1.3 - first * 1.6 + 8, y * 1.3 + first * 1.8 + 8, 2);
      const fold = 0.5 + 0.5 * Math.sin((x * 0.9 + y * 1.5 + first * 3.4 + second * 2.2) * 4.6);
      let level = clamp(fold ** 1.25 * (0.45 + 0.75 * second) + 0.04) * 3;
      if (hard) level = Math.floor(level * 2.4) / 2.4;
      const from = Math.min(2, Math.floor(level));
      const one = stops[from] ?? [0, 0, 0];
      const two = stops[from + 1] ?? one;
      const at = (row * sheet.width + column) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        image.data[at + channel] = between(one[channel] ?? 0, two[channel] ?? 0, level - from);
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  pen.context.imageSmoothingEnabled = true;
  pen.context.imageSmoothingQuality = 'high';
  pen.context.drawImage(sheet, 0, 0, width, height);
}

function ribbons(pen: Pen, colors: readonly string[]): void {
  const { width, height, short, variation } = pen;
  const field = fieldFrom(61 + variation);
  const drift = pen.random() * 40;
  pen.cover(colors[3] ?? '#f2e9c6');
  const bands = Math.max(9, Math.round((9 * height) / short));
  for (let band = 0; band < bands; band += 1) {
    const outline = new Outline().move(-8, height + 8);
    const base = (height * (band + 0.4)) / bands;
    for (let x = -8; x <= width + 8; x += Math.max(3, width / 180)) {
      outline.line(x, base + (field((x / short) * 1.4 + drift, band * 0.32, 2) - 0.4) * short * 0.62);
    }
    const share = band / (bands - 1);
    const from = Math.min(2, Math.floor((1 - share) * 3));
    const color = turn(colors, band % 4 === 3 ? 1 : from + (band % 2));
    pen.fill(outline.line(width + 8, height + 8).close(), color);
  }
}

/** Nothing but light on folds: cloth where the style is soft, cut bands where it is flat. */
export function paintSilk(pen: Pen, subject: Subject): void {
  const base = turn(sets, pen.variation);
  const own = subject.accent;
  const colors = own ? [darken(own, 0.75), darken(own, 0.25), lighten(own, 0.3), lighten(own, 0.8)] : base;
  if (pen.manner === 'realistic' || pen.manner === 'fiction') cloth(pen, colors, false);
  else ribbons(pen, colors);
}
