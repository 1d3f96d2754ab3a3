import 'server-only';
import { alpha, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string])[] = [
  ['#14213a', '#e6c987', '#c8694f'],
  ['#1c1b22', '#d9cbb0', '#7f93a8'],
  ['#0f2c33', '#e8d59a', '#d98a5a'],
  ['#2a1c2e', '#e9bf8f', '#7a8fc0'],
];

function phase(
  pen: Pen,
  x: number,
  y: number,
  radius: number,
  share: number,
  gold: string,
  dim: string,
): void {
  pen.lamp(Outline.ellipse(x, y, radius), dim);
  const waning = share > 0.5;
  const lit = waning ? 2 - share * 2 : share * 2;
  const { context } = pen;
  context.save();
  context.translate(x, y);
  if (waning) context.scale(-1, 1);
  context.fillStyle = gold;
  context.beginPath();
  context.arc(0, 0, radius, -Math.PI / 2, Math.PI / 2);
  context.ellipse(0, 0, Math.abs(lit * 2 - 1) * radius, radius, 0, Math.PI / 2, -Math.PI / 2, lit < 0.5);
  context.fill();
  context.restore();
}

/** A chart of the moon's round in gold on night, stars behind, planets when space is meant. */
export function paintMoons(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const [base, metal, warm] = turn(sets, variation);
  const gold = subject.accent ?? metal;
  const { context } = pen;
  const gradient = context.createRadialGradient(
    width / 2,
    height * 0.46,
    0,
    width / 2,
    height * 0.46,
    Math.max(width, height) * 0.75,
  );
  gradient.addColorStop(0, mix(base, pen.manner === 'anime' ? '#5a4fc0' : '#3b5878', 0.4));
  gradient.addColorStop(1, base);
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  if (pen.soft || pen.manner === 'anime') {
    for (let cloud = 0; cloud < 7; cloud += 1)
      pen.glow(
        width * random(),
        height * random(),
        short * (0.25 + 0.35 * random()),
        cloud % 2 ? warm : '#5f86b8',
        0.16,
      );
  }
  if (!subject.lacks('star')) {
    const count = Math.round((150 * width * height) / (short * short));
    for (let index = 0; index < count; index += 1)
      pen.lamp(
        Outline.ellipse(random() * width, random() * height, short * 0.0016 * (0.5 + 1.6 * random())),
        gold,
        0.3 + 0.6 * random(),
      );
  }
  pen.part('scenery');
  const x = width / 2;
  const y = height / 2;
  const wide = width > height * 1.6;
  const tall = height > width * 1.6;
  const line = Math.max(1, short * 0.0024);
  for (const ring of [0.43, 0.3]) pen.stroke(Outline.ellipse(x, y, short * ring), gold, line, 0.55);
  for (let tick = 0; tick < 72; tick += 1) {
    const angle = (tick / 72) * Math.PI * 2;
    const inner = 0.43 - (tick % 6 ? 0.012 : 0.026);
    pen.stroke(
      new Outline()
        .move(x + Math.cos(angle) * short * 0.43, y + Math.sin(angle) * short * 0.43)
        .line(x + Math.cos(angle) * short * inner, y + Math.sin(angle) * short * inner),
      gold,
      line,
      0.7,
    );
  }
  const phases = subject.count && subject.count > 2 ? subject.count : 8;
  const dim = mix(base, '#6c7a92', 0.3);
  for (let index = 0; index < phases; index += 1) {
    const angle = (index / phases) * Math.PI * 2 - Math.PI / 2;
    phase(
      pen,
      x + Math.cos(angle) * short * 0.365,
      y + Math.sin(angle) * short * 0.365,
      short * 0.043,
      index / phases,
      gold,
      dim,
    );
  }
  const center = Outline.ellipse(x, y, short * 0.17);
  if (pen.soft) pen.glow(x, y, short * 0.4, gold, 0.35);
  pen.lamp(center, gold);
  if (pen.soft) pen.glow(x - short * 0.06, y - short * 0.06, short * 0.2, '#fff6dc', 0.5);
  pen.clip(center, () => {
    for (let crater = 0; crater < 26; crater += 1) {
      pen.lamp(
        Outline.ellipse(
          x + (random() - 0.5) * short * 0.34,
          y + (random() - 0.5) * short * 0.34,
          short * (0.006 + 0.026 * random() ** 2),
        ),
        '#6f5a34',
        0.26,
      );
    }
    const shade = context.createLinearGradient(x - short * 0.1, 0, x + short * 0.2, 0);
    shade.addColorStop(0, alpha('#000000', 0));
    shade.addColorStop(1, 'rgba(20,15,30,.5)');
    context.fillStyle = shade;
    context.fillRect(x - short, y - short, short * 2, short * 2);
  });
  if (wide || tall) companions(pen, wide, gold, warm, dim);
}

/** On a long sheet, worlds stand on either side of the chart. */
function companions(pen: Pen, wide: boolean, gold: string, warm: string, dim: string): void {
  const { width, height, short } = pen;
  const room = (wide ? width : height) / 2 - short * 0.48;
  for (const side of [-1, 1]) {
    for (let step = 0; step < Math.max(1, Math.floor(room / (short * 0.34))); step += 1) {
      const away = short * (0.66 + step * 0.36);
      const x = wide ? width / 2 + side * away : width / 2 + (step % 2 ? 0.14 : -0.1) * short * side;
      const y = wide ? height / 2 + (step % 2 ? 0.16 : -0.12) * short * side : height / 2 + side * away;
      const radius = short * (0.09 - 0.015 * step);
      pen.disc(x, y, radius, side > 0 ? warm : dim);
      pen.stroke(
        Outline.ellipse(x, y, radius * 1.7, radius * 0.42, -0.4),
        gold,
        Math.max(1, short * 0.003),
        0.7,
      );
    }
  }
}
