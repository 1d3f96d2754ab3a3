import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import { paintSky, skyColors } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

function train(pen: Pen, x: number, rail: number, tall: number, color: string): void {
  const car = tall * 3.5;
  for (let index = 0; index < 4; index += 1) {
    const left = x + index * (car + tall * 0.16);
    pen.box(
      left,
      rail - tall,
      car,
      tall * 0.92,
      index ? color : darken(color, 0.16),
      'flat',
      index ? tall * 0.12 : [tall * 0.5, tall * 0.12, tall * 0.12, tall * 0.12],
    );
    for (let pane = 0; pane < 5; pane += 1) {
      const window = Outline.box(
        left + car * (0.1 + pane * 0.17),
        rail - tall * 0.84,
        car * 0.1,
        tall * 0.32,
        tall * 0.04,
      );
      if (pen.light === 'noon') pen.mark(window, '#f6e3b4');
      else pen.lamp(window, '#ffe0a0');
    }
    pen.markBox(left, rail - tall * 0.26, car, tall * 0.1, darken(color, 0.45));
    for (const wheel of [0.14, 0.24, 0.76, 0.86])
      pen.markDisc(left + car * wheel, rail - tall * 0.04, tall * 0.09, '#1c1a1f');
  }
  if (pen.light === 'night' || pen.light === 'dusk')
    pen.glow(x, rail - tall * 0.4, tall * 2.6, '#ffe2a4', 0.55);
}

function bridge(pen: Pen, deck: number, stone: string, crest: string, arches: number): void {
  const { width, height, short } = pen;
  const span = width / arches;
  const ring = span * 0.38;
  const thick = short * 0.05;
  const face = new Outline()
    .move(-4, deck)
    .line(width + 4, deck)
    .line(width + 4, height);
  for (let index = arches - 1; index >= 0; index -= 1) {
    const middle = (index + 0.5) * span;
    face
      .line(middle + ring, height)
      .line(middle + ring, deck + thick + ring)
      .arc(middle, deck + thick + ring, ring, 0, Math.PI, true)
      .line(middle - ring, height);
  }
  face.line(-4, height).close();
  pen.fill(face, stone);
  for (let index = 0; index <= arches; index += 1) {
    const x = index * span;
    pen.markBox(x + span * 0.02, deck + thick + ring, span * 0.1, height, darken(stone, 0.4), 0.42);
    for (let course = 0; course < 12; course += 1) {
      pen.markBox(
        x - span * 0.1 + span * 0.05 * (course % 3),
        deck + thick + ring + course * short * 0.04,
        span * 0.07,
        short * 0.006,
        darken(stone, 0.5),
        0.25,
      );
    }
  }
  for (let index = 0; index < arches; index += 1) {
    const middle = (index + 0.5) * span;
    pen.stroke(
      new Outline().arc(middle, deck + thick + ring, ring * 1.06, Math.PI, Math.PI * 2),
      lighten(stone, 0.22),
      short * 0.01,
      0.8,
    );
  }
  pen.box(-4, deck - short * 0.008, width + 8, short * 0.022, lighten(stone, 0.2));
  pen.markBox(0, deck - short * 0.014, width, short * 0.012, crest);
}

/** A train on a stone viaduct across a valley, firs in front; snow when it snows. */
export function paintViaduct(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const winter =
    subject.weather.has('snow') ||
    (!subject.says('sun') &&
      pen.light === 'noon' &&
      variation % 2 === 0 &&
      !subject.lacks('forest') &&
      subject.weather.has('fog'));
  paintSky(pen, height * 0.62, subject, { sun: { x: 0.76 - 0.12 * variation, y: 0.2, radius: 0.08 } });
  const colors = skyColors(pen);
  const field = fieldFrom(77 + variation);
  const reach = Math.min(height, short * 1.5);
  for (let range = 0; range < 3; range += 1) {
    const outline = new Outline().move(-4, height);
    for (let x = -4; x <= width + 4; x += Math.max(2, width / 300)) {
      outline.line(
        x,
        height * (0.4 + 0.1 * range) + (field((x / short) * 2.6 + range * 9, range, 4) - 0.52) * reach * 0.4,
      );
    }
    const slope = winter
      ? mix(colors[3], '#7d93a0', 0.25 + range * 0.25)
      : mix(colors[3], '#5f7f5e', 0.3 + range * 0.28);
    pen.plane(range === 0 ? 0.003 : 0, () => pen.fill(outline.line(width + 4, height).close(), slope));
  }
  const deck = height * 0.53;
  const stone = winter ? '#8b8177' : turn(['#a48a70', '#8f8478', '#a57f6a', '#8a857a'], variation);
  const tall = Math.min(height * 0.075, short * 0.085);
  pen.part('scenery');
  if (!subject.lacks('train')) {
    const count = Math.min(2, subject.count ?? 1);
    const red = subject.accent ?? turn(['#b8352a', '#a8322a', '#28567a', '#b8352a'], variation);
    for (let index = 0; index < count; index += 1)
      train(pen, width * (0.2 + 0.08 * variation) - index * tall * 19, deck - short * 0.004, tall, red);
  }
  bridge(
    pen,
    deck,
    stone,
    winter ? '#f4f3ee' : lighten(stone, 0.4),
    Math.max(3, Math.round((width / short) * 4)),
  );
  pen.part('ground');
  const meadow = winter ? '#f1efe8' : mix('#6f8a4e', colors[3], 0.22);
  const front = new Outline().move(-4, height + 4);
  const line = (x: number): number => height * 0.85 + (field((x / short) * 2 + 40, 4, 3) - 0.5) * reach * 0.2;
  for (let x = -4; x <= width + 4; x += Math.max(2, width / 300)) front.line(x, line(x));
  pen.fill(front.line(width + 4, height + 4).close(), meadow);
  if (subject.lacks('forest')) return;
  const trees = Math.round((40 * width) / short);
  for (let index = 0; index < trees; index += 1) {
    const x = width * ((index + random()) / trees);
    const foot = Math.max(line(x), height * (0.87 + 0.13 * random()));
    const size = short * 0.1 * (0.5 + random());
    const green = mix('#1f3a3c', winter ? '#8fa2a8' : '#4c6b44', 0.3 * random());
    pen.polygon(
      [
        [x, foot - size],
        [x + size * 0.25, foot],
        [x - size * 0.25, foot],
      ],
      green,
    );
    if (winter)
      pen.markPolygon(
        [
          [x, foot - size],
          [x + size * 0.09, foot - size * 0.62],
          [x - size * 0.12, foot - size * 0.5],
        ],
        '#f6f5f0',
        0.9,
      );
  }
}
