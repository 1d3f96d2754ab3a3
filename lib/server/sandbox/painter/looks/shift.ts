import 'server-only';
import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { alpha } from '@/lib/server/sandbox/painter/color';
import { clamp, type Random } from '@/lib/server/sandbox/painter/random';
import type { Raster } from '@/lib/server/sandbox/painter/raster';

/** Draws over the picture as on a sheet, `copy` being the picture as it was. */
function onSheet(raster: Raster, draw: (context: SKRSContext2D, copy: Canvas) => void): void {
  const { data, width, height } = raster;
  const sheet = createCanvas(width, height);
  const context = sheet.getContext('2d');
  const image = context.createImageData(width, height);
  image.data.set(data);
  for (let index = 3; index < data.length; index += 4) image.data[index] = 255;
  context.putImageData(image, 0, 0);
  const copy = createCanvas(width, height);
  copy.getContext('2d').drawImage(sheet, 0, 0);
  draw(context, copy);
  const drawn = context.getImageData(0, 0, width, height).data;
  for (let index = 0; index < data.length; index += 4) {
    for (let channel = 0; channel < 3; channel += 1) data[index + channel] = drawn[index + channel] ?? 0;
  }
}

/** Clouds of light in a few colours. */
export function clouds(
  raster: Raster,
  colors: readonly string[],
  strength: number,
  random: Random,
  mode: 'screen' | 'soft-light' | 'multiply' = 'screen',
): void {
  const { width, height } = raster;
  onSheet(raster, (context) => {
    context.globalCompositeOperation = mode;
    colors.forEach((color) => {
      const x = width * random();
      const y = height * random();
      const radius = Math.max(width, height) * (0.35 + 0.35 * random());
      const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
      gradient.addColorStop(0, alpha(color, strength));
      gradient.addColorStop(1, alpha(color, 0));
      context.fillStyle = gradient;
      context.fillRect(0, 0, width, height);
    });
  });
}

/** Moved while the shutter was open: copies along a line, `long` in short sides. */
export function smear(raster: Raster, long: number, angle: number, sharp = 0): void {
  const reach = Math.min(raster.width, raster.height) * long;
  const steps = 14;
  onSheet(raster, (context, copy) => {
    for (let step = 1; step <= steps; step += 1) {
      const far = (step / steps - 0.5) * 2 * reach;
      context.globalAlpha = 1 / (step + 1);
      context.drawImage(copy, Math.cos(angle) * far, Math.sin(angle) * far);
    }
    if (sharp > 0) {
      context.globalAlpha = sharp;
      context.drawImage(copy, 0, 0);
    }
  });
}

/** The picture over itself: another part of it, larger and turned over, in its lights. */
export function doubled(raster: Raster, strength: number, random: Random): void {
  const { width, height } = raster;
  onSheet(raster, (context, copy) => {
    context.globalCompositeOperation = 'screen';
    context.globalAlpha = strength;
    context.translate(width, 0);
    context.scale(-1, 1);
    const scale = 1.35 + 0.5 * random();
    const left = -width * 0.3 * random();
    context.drawImage(copy, left, -height * 0.35 * random(), width * scale, height * scale);
  });
}

/** Cut in pieces and laid again, a little apart, with the shadow of the paper. */
export function pieces(raster: Raster, count: number, shift: number, paper: string, random: Random): void {
  const { width, height } = raster;
  const short = Math.min(width, height);
  onSheet(raster, (context, copy) => {
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    context.drawImage(copy, 0, 0);
    for (let piece = 0; piece < count; piece += 1) {
      const wide = width * (0.2 + 0.3 * random());
      const tall = height * (0.16 + 0.3 * random());
      const left = (width - wide) * random();
      const top = (height - tall) * random();
      context.save();
      const aside = (random() - 0.5) * short * shift;
      context.translate(left + wide / 2 + aside, top + tall / 2 + (random() - 0.5) * short * shift);
      context.rotate((random() - 0.5) * shift * 3);
      context.beginPath();
      for (let corner = 0; corner < 22; corner += 1) {
        const turn = (corner / 22) * 4;
        const side = Math.floor(turn);
        const along = turn - side - 0.5;
        const x = side === 0 ? along : side === 1 ? 0.5 : side === 2 ? -along : -0.5;
        const y = side === 0 ? -0.5 : side === 1 ? along : side === 2 ? 0.5 : -along;
        const torn = (random() - 0.5) * short * 0.008;
        context.lineTo(x * wide + torn, y * tall + (random() - 0.5) * short * 0.008);
      }
      context.closePath();
      context.shadowColor = 'rgba(20,12,16,.5)';
      context.shadowBlur = short * 0.014;
      context.shadowOffsetY = short * 0.006;
      context.fillStyle = paper;
      context.fill();
      context.shadowColor = 'transparent';
      context.clip();
      const border = short * 0.006;
      const [innerWide, innerTall] = [wide - border * 2, tall - border * 2];
      context.drawImage(copy, left, top, wide, tall, -innerWide / 2, -innerTall / 2, innerWide, innerTall);
      context.restore();
    }
  });
}

/** Broken into facets, each of the colour in its middle and lit its own way; `share` of them covers the picture. */
export function facets(raster: Raster, size: number, light: number, share: number, random: Random): void {
  const { data, width, height } = raster;
  const short = Math.min(width, height);
  const cell = Math.max(6, short * size);
  const [columns, rows] = [Math.ceil(width / cell) + 1, Math.ceil(height / cell) + 1];
  const points = Array.from({ length: (columns + 1) * (rows + 1) }, (_, index) => {
    const [column, row] = [index % (columns + 1), Math.floor(index / (columns + 1))];
    const x = (column - 0.5 + (random() - 0.5) * 0.8) * cell;
    return [x, (row - 0.5 + (random() - 0.5) * 0.8) * cell] as const;
  });
  const old = new Uint8ClampedArray(data);
  onSheet(raster, (context) => {
    context.globalAlpha = share;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const at = row * (columns + 1) + column;
        const corners = [at, at + 1, at + columns + 1, at + columns + 2].map((point) => points[point] ?? [0, 0]);
        const [one, two, three, four] = corners;
        if (!one || !two || !three || !four) continue;
        const falling = random() < 0.5;
        const halves = falling ? [[one, two, three], [two, four, three]] : [[one, two, four], [one, four, three]];
        for (const triangle of halves) {
          const x = Math.round(triangle.reduce((sum, point) => sum + (point?.[0] ?? 0), 0) / 3);
          const y = Math.round(triangle.reduce((sum, point) => sum + (point?.[1] ?? 0), 0) / 3);
          const index = (clamp(y, 0, height - 1) * width + clamp(x, 0, width - 1)) * 4;
          const lit = 1 + (random() - 0.5) * light;
          const [red, green, blue] = [0, 1, 2].map((channel) => Math.min(255, (old[index + channel] ?? 0) * lit));
          context.beginPath();
          for (const point of triangle) context.lineTo(point?.[0] ?? 0, point?.[1] ?? 0);
          context.closePath();
          context.fillStyle = `rgb(${red},${green},${blue})`;
          context.fill();
        }
      }
    }
  });
}

/** Spray and what runs down from it. */
export function spray(raster: Raster, colors: readonly string[], random: Random): void {
  const { width, height } = raster;
  const short = Math.min(width, height);
  onSheet(raster, (context) => {
    for (let blot = 0; blot < 16; blot += 1) {
      const color = colors[blot % colors.length] ?? '#ffffff';
      const x = width * random();
      const y = height * random();
      context.fillStyle = color;
      for (let drop = 0; drop < 46; drop += 1) {
        const far = short * 0.09 * random() ** 0.6;
        const angle = random() * 6.28;
        context.globalAlpha = 0.75 * (1 - far / (short * 0.11));
        context.beginPath();
        const size = short * 0.0045 * (0.3 + random());
        context.arc(x + Math.cos(angle) * far, y + Math.sin(angle) * far, size, 0, 6.29);
        context.fill();
      }
      if (blot % 2) continue;
      context.globalAlpha = 0.85;
      const wide = short * (0.004 + 0.005 * random());
      context.beginPath();
      context.roundRect(x, y, wide, short * (0.05 + 0.16 * random()), wide / 2);
      context.fill();
    }
  });
}

/** Colour plates printed a little apart, and the lines of an old screen. */
export function misprint(raster: Raster, shift: number, screen: number): void {
  const { data, width, height } = raster;
  const far = Math.max(1, Math.round(Math.min(width, height) * shift));
  const old = new Uint8ClampedArray(data);
  for (let y = 0; y < height; y += 1) {
    const dim = screen > 0 && Math.floor(y / 2) % 2 === 0 ? 1 - screen : 1;
    for (let x = 0; x < width; x += 1) {
      const index = (y * width + x) * 4;
      data[index] = (old[(y * width + Math.max(0, x - far)) * 4] ?? 0) * dim;
      data[index + 1] = (old[index + 1] ?? 0) * dim;
      data[index + 2] = (old[(y * width + Math.min(width - 1, x + far)) * 4 + 2] ?? 0) * dim;
    }
  }
}
