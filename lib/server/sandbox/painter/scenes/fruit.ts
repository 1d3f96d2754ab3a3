import 'server-only';
import { alpha, darken, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { between, turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

type Skin = readonly [light: string, body: string, deep: string, blush: string];

const pearSkins: readonly Skin[] = [
  ['#f0d98a', '#c9a443', '#6d5318', '#a6402a'],
  ['#cfd486', '#94a04a', '#4b5a22', '#b0702c'],
  ['#efc07a', '#c77e3b', '#6f3517', '#9a2f22'],
  ['#e6dc94', '#b5aa4e', '#5e5a1e', '#a8502c'],
];
const appleSkins: readonly Skin[] = [
  ['#f0a08a', '#c23a30', '#5e1418', '#e9b24a'],
  ['#e4dd8c', '#a9b344', '#56661f', '#c9583a'],
  ['#f3b98a', '#d3573a', '#6e1f1c', '#efcf68'],
];
const peachSkins: readonly Skin[] = [
  ['#f8d2a0', '#ec9a62', '#a4452f', '#c9403a'],
  ['#c99ab4', '#6f3a62', '#311632', '#8f4b7a'],
  ['#f6c98c', '#e5894a', '#8f3d22', '#d2502f'],
];

const grounds: readonly (readonly [string, string, string])[] = [
  ['#5a4a3e', '#1f1714', '#84705c'],
  ['#6f7568', '#2b2f29', '#8f9080'],
  ['#84604a', '#2d1d16', '#a98566'],
  ['#5a6672', '#20262d', '#87919a'],
];
const papers: readonly (readonly [string, string, string])[] = [
  ['#e8d3b0', '#c98f5e', '#f3e7cf'],
  ['#b9c9b8', '#5f8577', '#e9e6d2'],
  ['#e6b79c', '#a85c46', '#f6e3cd'],
  ['#a9bdc9', '#3f6078', '#e4e6dd'],
];

function pearOutline(size: number): Outline {
  return Outline.even(
    0,
    [
      [size * 0.2, -size * 1.44, size * 0.21, -size * 1.13, size * 0.28, -size * 0.94],
      [size * 0.34, -size * 0.76, size * 0.55, -size * 0.7, size * 0.55, -size * 0.4],
      [size * 0.55, -size * 0.12, size * 0.3, 0, 0, 0],
    ],
    [0, -size * 1.42],
  );
}

function appleOutline(size: number, heart: number): Outline {
  return Outline.even(
    0,
    [
      [size * 0.12, -size * (1 + heart), size * 0.56, -size * 1.02, size * 0.56, -size * 0.52],
      [size * 0.56, -size * 0.16, size * 0.3, size * 0.02, size * 0.12, 0],
      [size * 0.06, -size * 0.01, size * 0.03, -size * 0.02, 0, -size * 0.02],
    ],
    [0, -size * 0.9],
  );
}

function body(pen: Pen, kind: 'pear' | 'apple' | 'peach', size: number, skin: Skin): void {
  const [light, base, deep, blush] = skin;
  const outline = kind === 'pear' ? pearOutline(size) : appleOutline(size, kind === 'apple' ? 0.08 : 0.02);
  const { context } = pen;
  if (!pen.soft) {
    pen.fill(outline, base, 'round');
    pen.clip(outline, () => {
      pen.mark(Outline.ellipse(size * 0.12, -size * 0.2, size * 0.3, size * 0.2, -0.3), blush, 0.32);
      if (pen.manner !== 'anime')
        pen.mark(Outline.ellipse(-size * 0.26, -size * 0.46, size * 0.1, size * 0.2, 0.3), light, 0.9);
      if (kind === 'pear' && pen.manner !== 'anime')
        pen.mark(Outline.ellipse(-size * 0.1, -size * 1.05, size * 0.05, size * 0.16, 0.12), light, 0.7);
    });
    return;
  }
  pen.fill(outline, base, 'round');
  pen.clip(outline, () => {
    context.fillStyle = pen.halo(-size * 0.2, -size * 0.5, size * 1.08, [
      light,
      base,
      base,
      deep,
      darken(deep, 0.5),
    ]);
    context.fillRect(-size, -size * 1.7, size * 2, size * 1.8);
    soft(pen, size * 0.6, -size * 0.42, size * 0.42, size * 0.75, darken(deep, 0.45), 0.75);
    soft(pen, 0, size * 0.1, size * 0.6, size * 0.24, darken(deep, 0.5), 0.75);
    if (kind === 'pear') {
      soft(pen, size * 0.26, -size * 1.2, size * 0.16, size * 0.42, darken(deep, 0.3), 0.7);
      soft(pen, -size * 0.1, -size * 1.14, size * 0.16, size * 0.3, light, 0.85);
    }
    soft(pen, size * 0.1, -size * 0.3, size * 0.44, size * 0.34, blush, 0.34);
    soft(
      pen,
      -size * 0.27,
      -size * 0.5,
      size * 0.2,
      size * 0.28,
      '#fffbe6',
      pen.manner === 'render-3d' ? 0.95 : 0.7,
    );
    if (pen.manner !== 'render-3d') {
      for (let index = 0; index < 120; index += 1) {
        const speck = size * (0.0025 + 0.0055 * pen.random() ** 2);
        pen.mark(
          Outline.ellipse((pen.random() - 0.5) * size * 1.2, -pen.random() * size * 1.35, speck),
          deep,
          0.15 + 0.25 * pen.random(),
        );
      }
    } else soft(pen, size * 0.34, -size * 0.18, size * 0.2, size * 0.14, '#ffe8c8', 0.35);
  });
}

function soft(
  pen: Pen,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  color: string,
  strength: number,
): void {
  pen.context.save();
  pen.context.translate(x, y);
  pen.context.scale(radiusX, radiusY);
  const toned = pen.tone(color);
  const gradient = pen.context.createRadialGradient(0, 0, 0, 0, 0, 1);
  gradient.addColorStop(0, alpha(toned, strength));
  gradient.addColorStop(0.5, alpha(toned, strength * 0.55));
  gradient.addColorStop(1, alpha(toned, 0));
  pen.context.fillStyle = gradient;
  pen.context.fillRect(-1, -1, 2, 2);
  pen.context.restore();
}

function piece(
  pen: Pen,
  subject: Subject,
  kind: 'pear' | 'apple' | 'peach',
  x: number,
  base: number,
  size: number,
  lean: number,
  skin: Skin,
): void {
  if (!subject.lacks('shadow'))
    pen.shadow(x + size * 0.34, base - size * 0.03, size * 0.78, size * 0.13, 0.66);
  pen.at(x, base, lean, () => {
    body(pen, kind, size, skin);
    if (subject.lacks('stem')) return;
    const top = kind === 'pear' ? -size * 1.4 : -size * 0.88;
    pen.limb(
      new Outline().move(0, top).quad(size * 0.03, top - size * 0.15, size * 0.13, top - size * 0.25),
      '#3a2714',
      size * 0.05,
    );
    if (kind === 'pear' || subject.lacks('leaf')) return;
    pen.at(size * 0.05, top - size * 0.12, -0.5, () => {
      pen.fill(
        new Outline()
          .move(0, 0)
          .quad(size * 0.16, -size * 0.16, size * 0.4, -size * 0.02)
          .quad(size * 0.18, size * 0.1, 0, 0)
          .close(),
        '#5d7a3c',
        'flat',
      );
    });
  });
}

/** Fruit on a shelf in light from the left; as many as were asked for. */
export function paintFruit(pen: Pen, subject: Subject): void {
  const { width, height, variation } = pen;
  const deepened = pen.soft && pen.manner !== 'render-3d';
  const [bright, dark, shelf] = turn(deepened ? grounds : papers, variation);
  const reach = Math.max(width, height);
  pen.cover(deepened ? pen.halo(width * 0.33, height * 0.34, reach * 0.85, [bright, dark]) : bright);
  const aspect = width / height;
  const kind = subject.says('apple') ? 'apple' : subject.says('peach') ? 'peach' : 'pear';
  const fallback = aspect > 1.2 ? 3 : 2;
  const count = subject.count ?? (subject.says('fruit') && !subject.says('pear') ? fallback + 1 : fallback);
  const shelfTop = height * (aspect < 0.7 ? 0.66 : 0.68);
  if (deepened) {
    pen.cover(pen.wash(0, shelfTop, 0, height, [mix(shelf, bright, 0.25), mix(dark, shelf, 0.2)]), shelfTop);
    pen.context.fillStyle = pen.wash(0, shelfTop - height * 0.02, 0, shelfTop + height * 0.02, [
      mix(dark, bright, 0.2),
      mix(shelf, bright, 0.3),
    ]);
    pen.context.globalAlpha = 0.5;
    pen.context.fillRect(0, shelfTop - height * 0.02, width, height * 0.04);
    pen.context.globalAlpha = 1;
  } else if (pen.manner === 'render-3d') {
    pen.cover(
      pen.wash(0, 0, 0, height, [
        mix(bright, '#ffffff', 0.3),
        bright,
        mix(bright, dark, 0.35),
        mix(bright, '#ffffff', 0.15),
      ]),
    );
    pen.disc(width * (variation % 2 ? 0.7 : 0.3), shelfTop * 0.62, pen.short * 0.24, mix(dark, bright, 0.2));
  } else {
    pen.disc(width * (variation % 2 ? 0.7 : 0.3), shelfTop * 0.52, pen.short * 0.26, shelf, 'flat');
    pen.cover(dark, shelfTop);
    pen.markBox(0, shelfTop, width, Math.max(2, height * 0.006), mix(dark, '#ffffff', 0.25));
  }
  pen.part('figure');
  const rows = count > 5 || (aspect < 0.8 && count > 3) ? 2 : 1;
  const perRow = Math.ceil(count / rows);
  const room = width * 0.84;
  const tall = kind === 'pear' ? 1.7 : 1.15;
  const size = Math.min(
    (room / perRow) * (perRow === 1 ? 0.6 : 0.86),
    (height * 0.6) / tall,
    pen.short * 0.5,
  );
  const skins = kind === 'apple' ? appleSkins : kind === 'peach' ? peachSkins : pearSkins;
  let placed = 0;
  for (let row = 0; row < rows; row += 1) {
    const inRow = Math.min(perRow, count - placed);
    const step = Math.min(size * 1.2, room / inRow);
    for (let index = 0; index < inRow; index += 1) {
      const across = index - (inRow - 1) / 2;
      const jitter = (pen.random() - 0.5) * size * 0.08;
      const x = width / 2 + across * step + jitter + (rows > 1 ? (row - 0.5) * step * 0.3 : 0);
      const front = row === rows - 1;
      const base =
        shelfTop +
        (height - shelfTop) *
          (rows > 1 && !front ? 0.22 : between(0.4, 0.62, (index * 0.618 + variation * 0.3) % 1));
      const skin = turn(skins, placed + variation);
      const own = subject.accent;
      const colored: Skin = own
        ? [mix(own, '#fff3d0', 0.5), own, darken(own, 0.5), mix(own, '#c8402c', 0.4)]
        : skin;
      piece(
        pen,
        subject,
        kind,
        x,
        base,
        size * between(0.9, 1.04, pen.random()),
        (pen.random() - 0.5) * 0.24,
        colored,
      );
      placed += 1;
    }
  }
}
