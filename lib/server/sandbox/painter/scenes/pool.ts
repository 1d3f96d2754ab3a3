import 'server-only';
import { darken, lighten } from '@/lib/server/sandbox/painter/color';
import { Outline } from '@/lib/server/sandbox/painter/outline';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { fieldFrom, turn } from '@/lib/server/sandbox/painter/random';
import { paintSky } from '@/lib/server/sandbox/painter/sky';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

function palm(pen: Pen, x: number, foot: number, tall: number, reach: number): void {
  pen.limb(
    new Outline().move(x, foot).quad(x - reach * 0.1, foot - tall * 0.5, x, foot - tall),
    '#6d4a33',
    Math.max(2, reach * 0.11),
  );
  for (let frond = 0; frond < 11; frond += 1) {
    const angle = -Math.PI * (0.02 + 0.96 * (frond / 10));
    const tipX = x + Math.cos(angle) * reach;
    const tipY = foot - tall + Math.sin(angle) * reach * 0.36 + reach * 0.26;
    const bendX = x + Math.cos(angle) * reach * 0.56;
    const bendY = foot - tall + Math.sin(angle) * reach * 0.66;
    pen.fill(
      new Outline()
        .move(x, foot - tall)
        .quad(bendX, bendY - reach * 0.06, tipX, tipY)
        .quad(bendX, bendY + reach * 0.1, x, foot - tall)
        .close(),
      frond % 2 ? '#2f6b4a' : '#4b8d5b',
    );
  }
}

/** A low house, two palms, a board over blue water that will not lie still. */
export function paintPool(pen: Pen, subject: Subject): void {
  const { width, height, short, variation, random } = pen;
  const wall = subject.accent ?? turn(['#e8a48c', '#f0d6b2', '#d98c6a', '#e6c7c0'], variation);
  const eave = height * 0.2;
  const ground = height * 0.47;
  paintSky(pen, ground, subject, { clouds: pen.manner === 'anime' || pen.manner === 'realistic' });
  pen.box(-6, eave, width * 0.84, ground - eave, wall);
  pen.box(-6, eave - short * 0.02, width * 0.86, short * 0.026, '#7b3f35');
  const panes = Math.max(3, Math.round((width / short) * 3));
  const step = (width * 0.8) / panes;
  for (let pane = 0; pane < panes; pane += 1) {
    const x = step * (pane + 0.14);
    const y = eave + (ground - eave) * 0.2;
    const tall = (ground - eave) * 0.62;
    const wide = step * 0.72;
    pen.markBox(x, y, wide, tall, '#2f4f5c');
    pen.markPolygon(
      [
        [x, y + tall],
        [x, y + tall * 0.45],
        [x + wide * 0.66, y],
        [x + wide, y],
      ],
      '#5d8793',
    );
    pen.stroke(Outline.box(x, y, wide, tall), '#f5ece0', short * 0.009);
  }
  if (!subject.lacks('forest')) {
    palm(pen, width * 0.82, ground, Math.min(height * 0.34, short * 0.5), short * 0.17);
    palm(pen, width * 0.93, ground, Math.min(height * 0.27, short * 0.4), short * 0.14);
  }
  pen.box(-6, ground, width + 12, height * 0.055, '#e9d8bd');
  const edge = ground + height * 0.06;
  pen.markBox(0, edge - height * 0.014, width, height * 0.016, '#f7f2e6');
  pen.cover(pen.wash(0, edge, 0, height, ['#39a9bd', '#1c7fa6']), edge);
  const field = fieldFrom(5 + variation);
  const rows = Math.round(13 * Math.max(1, (height - edge) / (short * 0.47)));
  for (let row = 0; row < rows; row += 1) {
    const near = row / rows;
    const y = edge + (height - edge) * (0.05 + 0.95 * near ** 1.25);
    let x = -short * 0.1 * random();
    while (x < width) {
      const long = short * (0.06 + 0.12 * random()) * (0.6 + near * 0.8);
      const outline = new Outline();
      for (let part = 0; part <= 10; part += 1) {
        const left = x + (long * part) / 10;
        const top =
          y +
          Math.sin((part / 10) * Math.PI * 2 + field((x / short) * 5, row) * 9) * short * 0.009 * (1 + near);
        if (part === 0) outline.move(left, top);
        else outline.line(left, top);
      }
      pen.stroke(
        outline,
        row % 3 ? '#e8faf6' : '#145c8c',
        short * (0.0045 + near * 0.006),
        row % 3 ? 0.82 : 0.7,
      );
      x += long + short * (0.05 + 0.16 * random());
    }
  }
  const left = width * 0.58;
  const top = edge + (height - edge) * 0.62;
  pen.markPolygon(
    [
      [left - short * 0.02, top + height * 0.07],
      [width + 4, height * 1.02],
      [width + 4, height * 1.1],
      [left - short * 0.18, height * 1.1],
    ],
    '#0a3c5f',
    0.35,
  );
  pen.polygon(
    [
      [left, top],
      [left + short * 0.13, top],
      [width + short * 0.02, height * 1.02],
      [left + short * 0.2, height * 1.02],
    ],
    '#e6c277',
  );
  pen.markPolygon(
    [
      [left, top],
      [left + short * 0.2, height * 1.02],
      [left + short * 0.18, height * 1.03],
      [left, top + short * 0.02],
    ],
    darken('#e6c277', 0.35),
  );
  pen.markPolygon(
    [
      [left + short * 0.01, top + short * 0.01],
      [left + short * 0.06, top + short * 0.01],
      [left + short * 0.3, height * 1.02],
      [left + short * 0.22, height * 1.02],
    ],
    lighten('#e6c277', 0.3),
    0.5,
  );
}
