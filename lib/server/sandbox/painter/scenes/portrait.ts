import 'server-only';
import { darken, lighten, mix } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { turn } from '@/lib/server/sandbox/painter/random';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

type Sitter = { hat: string; band: string; skin: string; dress: string; hair: string; ground: string };

const sitters: readonly Sitter[] = [
  { ground: '#e8b04a', hat: '#f4e8cf', band: '#c2412d', skin: '#b9764f', dress: '#23516b', hair: '#2a1a16' },
  { ground: '#7fa6a0', hat: '#f2dfb8', band: '#274052', skin: '#8a5238', dress: '#d8583a', hair: '#1c1413' },
  { ground: '#d98a7a', hat: '#fbf0dc', band: '#2f5d50', skin: '#e0a988', dress: '#f2c862', hair: '#5a2b1c' },
  { ground: '#5b7896', hat: '#e9c98a', band: '#d8593c', skin: '#c78a64', dress: '#efe2cc', hair: '#2a1d1a' },
];

function bust(pen: Pen, size: number, sitter: Sitter, foot: number): void {
  const { skin, dress, hair } = sitter;
  const neckShade = mix(skin, '#3a1410', 0.22);
  pen.fill(
    new Outline()
      .move(-size * 0.2, -size * 0.1)
      .curve(-size * 0.3, size * 0.16, -size * 0.25, size * 0.36, -size * 0.1, size * 0.4)
      .line(size * 0.1, size * 0.4)
      .curve(size * 0.26, size * 0.34, size * 0.3, size * 0.14, size * 0.2, -size * 0.1)
      .close(),
    hair,
  );
  pen.fill(
    new Outline()
      .move(-size * 0.52, foot)
      .curve(-size * 0.5, size * 0.62, -size * 0.28, size * 0.48, -size * 0.1, size * 0.4)
      .quad(0, size * 0.47, size * 0.11, size * 0.4)
      .curve(size * 0.3, size * 0.48, size * 0.52, size * 0.62, size * 0.54, foot)
      .close(),
    dress,
    pen.manner === 'design' ? 'flat' : 'column',
  );
  pen.fill(
    new Outline()
      .move(-size * 0.085, size * 0.1)
      .line(-size * 0.095, size * 0.37)
      .quad(0, size * 0.53, size * 0.115, size * 0.37)
      .line(size * 0.09, size * 0.1)
      .close(),
    neckShade,
  );
  const face = new Outline()
    .move(-size * 0.152, -size * 0.08)
    .curve(-size * 0.17, size * 0.12, -size * 0.085, size * 0.24, 0, size * 0.245)
    .curve(size * 0.09, size * 0.24, size * 0.17, size * 0.12, size * 0.152, -size * 0.08)
    .close();
  pen.fill(face, skin, 'round');
  pen.clip(face, () => {
    pen.mark(Outline.ellipse(-size * 0.09, size * 0.11, size * 0.05, size * 0.034), '#c8503c', 0.22);
    pen.mark(Outline.ellipse(size * 0.1, size * 0.11, size * 0.046, size * 0.034), '#c8503c', 0.22);
  });
  features(pen, size, sitter);
}

function features(pen: Pen, size: number, { skin, hair }: Sitter): void {
  const line = Math.max(1, size * 0.008);
  const shade = mix(skin, '#3a1410', 0.3);
  pen.mark(
    Outline.polygon([
      [size * 0.006, -size * 0.01],
      [size * 0.042, size * 0.1],
      [-size * 0.006, size * 0.108],
    ]),
    shade,
    0.7,
  );
  const lip = '#b3402f';
  pen.mark(
    new Outline()
      .move(-size * 0.04, size * 0.162)
      .quad(-size * 0.014, size * 0.146, size * 0.004, size * 0.153)
      .quad(size * 0.024, size * 0.146, size * 0.048, size * 0.162)
      .quad(size * 0.004, size * 0.192, -size * 0.04, size * 0.162)
      .close(),
    lip,
  );
  for (const side of [-1, 1]) {
    const x = side * size * 0.068;
    if (pen.manner === 'anime') {
      pen.lamp(Outline.ellipse(x, size * 0.035, size * 0.036, size * 0.034), '#ffffff');
      pen.lamp(Outline.ellipse(x + size * 0.003, size * 0.038, size * 0.023, size * 0.031), '#3a5fa8');
      pen.lamp(Outline.ellipse(x + size * 0.003, size * 0.04, size * 0.011, size * 0.019), '#121022');
      pen.lamp(Outline.ellipse(x - size * 0.006, size * 0.026, size * 0.008), '#ffffff');
      pen.stroke(
        new Outline()
          .move(x - size * 0.04, size * 0.024)
          .quad(x, -size * 0.012, x + size * 0.04, size * 0.022),
        '#1a1022',
        size * 0.011,
      );
    } else {
      pen.mark(
        new Outline()
          .move(x - size * 0.032, size * 0.036)
          .quad(x, size * 0.05, x + size * 0.032, size * 0.036)
          .quad(x, size * 0.024, x - size * 0.032, size * 0.036)
          .close(),
        hair,
      );
      pen.stroke(
        new Outline()
          .move(x - size * 0.034, size * 0.036)
          .quad(x, size * 0.016, x + size * 0.036, size * 0.034),
        hair,
        line,
      );
    }
    pen.stroke(
      new Outline()
        .move(x - size * 0.04, -size * 0.006)
        .quad(x, -size * 0.026, x + size * 0.042, -size * 0.008),
      hair,
      line * 1.25,
    );
  }
}

function sunHat(pen: Pen, size: number, sitter: Sitter, lean: number): void {
  pen.at(0, -size * 0.09, lean, () => {
    pen.mark(Outline.ellipse(0, size * 0.032, size * 0.42, size * 0.1), darken(sitter.skin, 0.55), 0.28);
    pen.fill(Outline.ellipse(0, size * 0.018, size * 0.45, size * 0.104), mix(sitter.hat, '#4a2c1a', 0.26));
    pen.fill(Outline.ellipse(0, 0, size * 0.46, size * 0.1), sitter.hat);
    pen.fill(
      new Outline()
        .move(-size * 0.212, 0)
        .curve(-size * 0.215, -size * 0.31, size * 0.215, -size * 0.31, size * 0.212, 0)
        .quad(0, size * 0.06, -size * 0.212, 0)
        .close(),
      sitter.hat,
      'round',
    );
    pen.mark(
      new Outline()
        .move(-size * 0.212, -size * 0.005)
        .curve(-size * 0.212, -size * 0.05, -size * 0.207, -size * 0.06, -size * 0.203, -size * 0.075)
        .quad(0, -size * 0.02, size * 0.203, -size * 0.075)
        .curve(size * 0.207, -size * 0.06, size * 0.212, -size * 0.05, size * 0.212, -size * 0.005)
        .quad(0, size * 0.055, -size * 0.212, -size * 0.005)
        .close(),
      sitter.band,
    );
    if (pen.manner === 'general' || pen.manner === 'anime')
      pen.stroke(
        new Outline().move(-size * 0.36, size * 0.03).quad(0, size * 0.1, size * 0.36, size * 0.03),
        darken(sitter.hat, 0.35),
        size * 0.004,
        0.35,
      );
  });
}

function bareHead(pen: Pen, size: number, sitter: Sitter): void {
  const crown = new Outline()
    .move(-size * 0.185, size * 0.04)
    .curve(-size * 0.24, -size * 0.32, size * 0.24, -size * 0.32, size * 0.185, size * 0.04)
    .curve(size * 0.16, -size * 0.08, size * 0.08, -size * 0.13, size * 0.02, -size * 0.135)
    .curve(-size * 0.06, -size * 0.1, -size * 0.13, -size * 0.06, -size * 0.185, size * 0.04)
    .close();
  pen.fill(crown, sitter.hair, 'round');
  pen.disc(size * 0.04, -size * 0.3, size * 0.085, sitter.hair);
  for (const side of [-1, 1]) pen.disc(side * size * 0.172, size * 0.14, size * 0.018, '#e2b13f');
}

/** Head and shoulders against a plain ground; a hat when one is named, or on every other sitter. */
export function paintPortrait(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const first = turn(sitters, variation);
  const count = Math.min(5, subject.count ?? 1);
  const hatted = !subject.lacks('hat') && (subject.says('hat') || variation % 2 === 0);
  const night = pen.light === 'night';
  const ground = mix(first.ground, '#2c3a5a', night ? 0.3 : 0);
  if (pen.soft)
    pen.cover(
      pen.halo(width * 0.36, height * 0.3, Math.max(width, height) * 0.95, [
        lighten(ground, 0.25),
        ground,
        darken(ground, 0.5),
      ]),
    );
  else pen.cover(ground);
  if (!subject.lacks('sun')) {
    const disc = lighten(ground, night ? 0.6 : 0.32);
    if (pen.manner === 'design') pen.lamp(Outline.ellipse(width * 0.5, height * 0.42, short * 0.4), disc);
    else if (!pen.soft)
      pen.disc(width * (variation % 2 ? 0.2 : 0.82), height * 0.16, short * 0.13, disc, 'flat');
  }
  if (!pen.soft) pen.markBox(0, height * 0.76, width, height, darken(ground, 0.16));
  pen.part('figure');
  const size = Math.min(height * (count > 1 ? 0.8 : 0.98), (width / count) * (count > 1 ? 1.15 : 1.02));
  for (let index = 0; index < count; index += 1) {
    const sitter = { ...turn(sitters, variation + index), ground };
    const worn = subject.accent
      ? { ...sitter, hat: hatted && subject.says('hat') ? subject.accent : sitter.hat, dress: subject.accent }
      : sitter;
    const x =
      count === 1
        ? width * (width > height * 1.5 ? (variation % 2 ? 0.36 : 0.62) : 0.5)
        : width * ((index + 0.5) / count);
    const y = Math.max(size * 0.42, Math.min(height - size * 0.64, height * 0.46));
    pen.at(x, y, 0, () => {
      if (pen.soft) pen.glow(-size * 0.2, -size * 0.1, size * 0.9, lighten(ground, 0.5), 0.3);
      bust(pen, size, worn, height - y + 4);
      if (hatted) sunHat(pen, size, worn, -0.1 + (random() - 0.5) * 0.12);
      else bareHead(pen, size, worn);
      for (let spot = 0; spot < 22; spot += 1) {
        const down = 0.56 + 0.24 * random();
        pen.mark(
          Outline.ellipse((random() - 0.5) * size * (down - 0.1), size * down, size * 0.011),
          '#fff4e0',
          0.42,
        );
      }
    });
  }
}
