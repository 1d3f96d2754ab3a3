import 'server-only';
import type { TitlePlace } from '@/lib/server/sandbox/painter/catalogue';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import { enliven } from '@/lib/server/sandbox/painter/scenes/backdrop';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

const sets: readonly (readonly [string, string, string, string])[] = [
  ['#1f4a43', '#f1e4c4', '#d9533a', '#7fa683'],
  ['#f0e4c9', '#23383a', '#b93f2c', '#3f7660'],
  ['#7c2a26', '#f5e5c6', '#e8a04a', '#c9b27a'],
  ['#22344f', '#f0e2c6', '#e07f5c', '#8fa8b0'],
];

function camellia(
  pen: Pen,
  x: number,
  y: number,
  size: number,
  turned: number,
  red: string,
  green: string,
): void {
  pen.at(x, y, turned, () => {
    for (let leaf = 0; leaf < 3; leaf += 1) {
      pen.at(0, 0, 0.5 + leaf * 2.1, () => {
        pen.fill(
          new Outline()
            .move(size * 0.5, 0)
            .curve(size * 0.9, -size * 0.5, size * 1.5, -size * 0.3, size * 1.85, 0)
            .curve(size * 1.5, size * 0.3, size * 0.9, size * 0.4, size * 0.5, 0)
            .close(),
          green,
        );
        pen.stroke(
          new Outline().move(size * 0.7, 0).line(size * 1.7, 0),
          lighten(green, 0.4),
          size * 0.03,
          0.7,
        );
      });
    }
    for (let ring = 0; ring < 2; ring += 1) {
      for (let petal = 0; petal < 6; petal += 1) {
        pen.at(0, 0, (petal / 6) * Math.PI * 2 + ring * 0.5, () =>
          pen.fill(
            Outline.ellipse(
              size * (0.6 - ring * 0.28),
              0,
              size * (0.5 - ring * 0.16),
              size * (0.34 - ring * 0.1),
            ),
            ring ? red : lighten(red, 0.22),
            pen.soft ? 'round' : 'flat',
          ),
        );
      }
    }
    pen.disc(0, 0, size * 0.2, '#f2c65a');
    for (let dot = 0; dot < 9; dot += 1)
      pen.markDisc(
        Math.cos((dot / 9) * Math.PI * 2) * size * 0.2,
        Math.sin((dot / 9) * Math.PI * 2) * size * 0.2,
        size * 0.05,
        '#fbe7a8',
      );
  });
}

function corner(pen: Pen, x: number, y: number, angle: number, size: number, ink: string): void {
  pen.at(x, y, angle, () => {
    pen.stroke(new Outline().arc(0, 0, size, 0, Math.PI / 2), ink, size * 0.08);
    pen.stroke(new Outline().arc(0, 0, size * 0.7, 0, Math.PI / 2), ink, size * 0.04);
    pen.mark(Outline.ellipse(size * 0.3, size * 0.3, size * 0.13), ink);
  });
}

/** A label inside a double frame: blossoms over a ruled field for the words. */
export function paintLabel(pen: Pen, subject: Subject, titled: boolean): TitlePlace | undefined {
  const { width, height, short, variation } = pen;
  const [base, ink, red, green] = turn(sets, variation);
  const ground = subject.accent ? mix(subject.accent, base, 0.25) : base;
  pen.cover(
    pen.soft
      ? pen.halo(width * 0.4, height * 0.35, Math.max(width, height) * 0.9, [
          lighten(ground, 0.12),
          ground,
          darken(ground, 0.3),
        ])
      : ground,
  );
  enliven(pen, ground, width / 2, height * 0.38);
  const margin = short * 0.055;
  for (const [inset, weight] of [
    [0, 0.008],
    [0.02, 0.0028],
  ] as const) {
    const edge = margin + short * inset;
    pen.stroke(Outline.box(edge, edge, width - edge * 2, height - edge * 2), ink, short * weight);
  }
  const nook = margin + short * 0.02;
  corner(pen, nook, nook, 0, short * 0.06, ink);
  corner(pen, width - nook, nook, Math.PI / 2, short * 0.06, ink);
  corner(pen, width - nook, height - nook, Math.PI, short * 0.06, ink);
  corner(pen, nook, height - nook, -Math.PI / 2, short * 0.06, ink);
  const wide = width > height * 1.45;
  const inner = margin + short * 0.08;
  const area = wide
    ? { x: inner, y: inner, width: width * 0.4 - inner, height: height - inner * 2 }
    : { x: inner, y: inner, width: width - inner * 2, height: (titled ? 0.52 : 0.9) * (height - inner * 2) };
  const size = Math.min(area.width * 0.17, area.height * 0.22, short * 0.17);
  const middleX = area.x + area.width / 2;
  const middleY = area.y + area.height / 2;
  if (!subject.lacks('flower')) {
    const spots: [number, number, number, number][] = [
      [-0.24, -0.16, 1, 0.2],
      [0.23, -0.24, 0.72, 1.4],
      [0.06, 0.25, 0.62, 3],
      [-0.3, 0.28, 0.46, 2.2],
      [0.32, 0.16, 0.5, 4.1],
    ];
    for (const [dx, dy, scale, angle] of spots)
      camellia(
        pen,
        middleX + dx * area.width * 0.9,
        middleY + dy * area.height,
        size * scale * 1.15,
        angle + variation,
        red,
        green,
      );
  }
  if (!titled) return undefined;
  const place: TitlePlace = wide
    ? {
        x: width * 0.43,
        y: inner * 1.2,
        width: width * 0.57 - inner * 1.1,
        height: height - inner * 2.4,
        ink,
        align: 'left',
      }
    : {
        x: inner + short * 0.02,
        y: inner + area.height + short * 0.04,
        width: width - inner * 2 - short * 0.04,
        height: height - inner * 2 - area.height - short * 0.08,
        ink,
        align: 'center',
      };
  if (!wide) {
    pen.markBox(
      width * 0.5 - short * 0.13,
      place.y - short * 0.028,
      short * 0.26,
      Math.max(1.5, short * 0.004),
      ink,
    );
    pen.mark(
      Outline.polygon([
        [width / 2, place.y - short * 0.042],
        [width / 2 + short * 0.016, place.y - short * 0.026],
        [width / 2, place.y - short * 0.01],
        [width / 2 - short * 0.016, place.y - short * 0.026],
      ]),
      red,
    );
  }
  return place;
}
