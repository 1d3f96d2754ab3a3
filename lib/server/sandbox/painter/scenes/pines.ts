import 'server-only';
import { alpha, darken, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { between, fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string])[] = [
  ['#e4ded2', '#b4b9b4', '#0f2022'],
  ['#e9d8c6', '#b79f97', '#22191f'],
  ['#d5dde0', '#92a5b0', '#0c1a26'],
  ['#dfe0cd', '#a3ae98', '#141f14'],
];

function pine(pen: Pen, x: number, foot: number, tall: number): Outline {
  const half = tall * 0.19;
  const tiers = 7;
  const outline = new Outline().move(x, foot - tall);
  for (let tier = 1; tier <= tiers; tier += 1) {
    outline.line(
      x + ((half * tier) / tiers) * (0.8 + 0.4 * pen.random()),
      foot - tall + (tall * tier) / tiers,
    );
    outline.line(x + ((half * tier) / tiers) * 0.45, foot - tall + (tall * (tier - 0.15)) / tiers);
  }
  for (let tier = tiers; tier >= 1; tier -= 1) {
    outline.line(x - ((half * tier) / tiers) * 0.45, foot - tall + (tall * (tier - 0.15)) / tiers);
    outline.line(
      x - ((half * tier) / tiers) * (0.8 + 0.4 * pen.random()),
      foot - tall + (tall * tier) / tiers,
    );
  }
  return outline.close();
}

/** Pines on rows of hills, mist rising between; a counted few stand alone. */
export function paintPines(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const [pale, middle, deep] = turn(sets, variation);
  const colors = skyColors(pen);
  const named = pen.light !== 'noon' || pen.manner === 'anime';
  const haze = named ? mix(pale, colors[4], 0.6) : pale;
  if (named) paintSky(pen, height, subject, { sun: { x: 0.68 - 0.12 * variation, y: 0.24, radius: 0.1 } });
  else {
    pen.cover(pen.wash(0, 0, 0, height, [pale, middle]));
    if (!subject.lacks('sun')) {
      const x = width * (0.68 - 0.12 * variation);
      if (pen.manner === 'general' || pen.manner === 'design')
        pen.lamp(Outline.ellipse(x, height * 0.24, short * 0.1), '#fffaec', 0.85);
      else pen.glow(x, height * 0.24, short * 0.3, '#fffaec', 0.95);
    }
  }
  const green = subject.accent
    ? darken(subject.accent, 0.5)
    : mix(deep, '#17402f', pen.manner === 'anime' || pen.manner === 'render-3d' ? 0.6 : 0.15);
  const field = fieldFrom(11 + variation * 7);
  const snow = subject.weather.has('snow');
  const few = subject.count !== null && subject.count <= 12 ? subject.count : null;
  pen.part('scenery');
  const layers = 6;
  for (let layer = 0; layer < layers; layer += 1) {
    const depth = layer / (layers - 1);
    const far = named ? mix(middle, colors[2], 0.5) : middle;
    const color = mix(
      far,
      snow && layer === layers - 1 ? mix(green, '#e8eef0', 0.1) : green,
      depth * depth * (3 - 2 * depth) * 0.94 + 0.05,
    );
    const base = height * (0.42 + 0.12 * layer);
    const ground = (x: number): number =>
      base + (field((x / short) * 2.4 + layer * 9, layer, 3) - 0.5) * Math.min(height, short * 1.5) * 0.28;
    pen.plane(between(0.005, -0.004, Math.min(1, depth * 1.2)), () => {
      const hill = new Outline().move(-20, height + 20);
      for (let x = -20; x <= width + 20; x += short / 60) hill.line(x, ground(x));
      pen.mark(
        hill.line(width + 20, height + 20).close(),
        snow ? mix(color, '#f4f6f6', 0.65 - 0.1 * depth) : color,
      );
      if (few !== null) return;
      const count = Math.round((40 - layer * 5) * (width / short));
      for (let index = 0; index < count; index += 1) {
        const x = ((index + random()) / count) * (width + short * 0.1) - short * 0.05;
        const tall = Math.min(height, short * 1.5) * (0.07 + 0.055 * layer) * (0.6 + 0.6 * random());
        const tree = pine(pen, x, ground(x) + short * 0.02, tall);
        if (layer > 3 && (pen.manner === 'anime' || pen.manner === 'render-3d'))
          pen.fill(tree, mix(color, '#3f7d55', 0.25 * random()), 'column');
        else pen.mark(tree, color);
      }
    });
    if (layer < layers - 1 && pen.manner !== 'design') {
      pen.part('ground');
      const gradient = pen.context.createLinearGradient(0, base, 0, base + height * 0.22);
      gradient.addColorStop(0, alpha(pen.tone(haze), 0));
      gradient.addColorStop(1, alpha(pen.tone(haze), 0.5 - 0.07 * layer));
      pen.context.fillStyle = gradient;
      pen.context.fillRect(0, base, width, height * 0.24);
      pen.part('scenery');
    }
    if (few !== null && layer === layers - 2) lone(pen, few, ground, green);
  }
}

function lone(pen: Pen, count: number, ground: (x: number) => number, color: string): void {
  const { width, height, short, random } = pen;
  const tall = Math.min(height * 0.58, (width / count) * 1.9, short * 0.9);
  for (let index = 0; index < count; index += 1) {
    const x = width * ((index + 0.5 + (random() - 0.5) * 0.3) / count);
    pen.fill(pine(pen, x, ground(x) + short * 0.06, tall * (0.75 + 0.3 * random())), color, 'column');
  }
}
