import 'server-only';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Pen } from './pen';
import { clamp, fieldFrom } from './random';

type Guide = { pixels: Uint8ClampedArray; width: number; height: number; scale: number };

function guideOf(sheet: Canvas, long: number): Guide {
  const scale = Math.min(1, long / Math.max(sheet.width, sheet.height));
  const small = createCanvas(
    Math.max(8, Math.round(sheet.width * scale)),
    Math.max(8, Math.round(sheet.height * scale)),
  );
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(sheet, 0, 0, small.width, small.height);
  const { data } = context.getImageData(0, 0, small.width, small.height);
  return { pixels: data, width: small.width, height: small.height, scale };
}

function at(guide: Guide, x: number, y: number): number {
  const column = clamp(Math.round(x * guide.scale), 0, guide.width - 1);
  const row = clamp(Math.round(y * guide.scale), 0, guide.height - 1);
  return (row * guide.width + column) * 4;
}

/** Goes over the sheet with a loaded brush, wide first, fine where there is something to say; a share of the drawing shows through. */
export function brushOver(pen: Pen, sheet: Canvas, drawingKept: number): void {
  const { context, width, height, short, random } = pen;
  const guide = guideOf(sheet, 512);
  const drawing = createCanvas(width, height);
  drawing.getContext('2d').drawImage(sheet, 0, 0);
  const drift = fieldFrom(31 + pen.variation);
  const luminance = (x: number, y: number): number => {
    const index = at(guide, x, y);
    return (
      (guide.pixels[index] ?? 0) * 0.3 +
      (guide.pixels[index + 1] ?? 0) * 0.59 +
      (guide.pixels[index + 2] ?? 0) * 0.11
    );
  };
  context.save();
  context.lineCap = 'round';
  const passes = [
    { size: short / 40, detail: -1, fill: 1.5, look: 1.2 },
    { size: short / 92, detail: 6, fill: 1.2, look: 2.2 },
    { size: short / 210, detail: 20, fill: 0.9, look: 2.6 },
  ];
  for (const { size, detail, fill, look } of passes) {
    const step = size * 1.35;
    const reach = size * look;
    for (let y = -step; y < height + step; y += step) {
      for (let x = -step; x < width + step; x += step) {
        const left = x + (random() - 0.5) * step * 1.6;
        const top = y + (random() - 0.5) * step * 1.6;
        const slopeX = luminance(left + reach, top) - luminance(left - reach, top);
        const slopeY = luminance(left, top + reach) - luminance(left, top - reach);
        const steep = Math.hypot(slopeX, slopeY);
        if (steep < detail) continue;
        const calm = drift((left / short) * 2.6, (top / short) * 2.6, 2) * 7;
        const angle = steep > 9 ? Math.atan2(slopeY, slopeX) + Math.PI / 2 : calm;
        const long = size * fill * (steep > 40 ? 1 : 1.9) * (0.7 + 0.6 * random());
        const index = at(guide, left, top);
        const change = (random() - 0.5) * 30;
        const red = (guide.pixels[index] ?? 0) + change;
        const green = (guide.pixels[index + 1] ?? 0) + change * 0.9;
        const blue = (guide.pixels[index + 2] ?? 0) + change * 0.7;
        context.strokeStyle = `rgba(${clamp(red, 0, 255) | 0},${clamp(green, 0, 255) | 0},${clamp(blue, 0, 255) | 0},.92)`;
        context.lineWidth = size * (0.75 + 0.5 * random());
        const here = luminance(left, top);
        const wayX = Math.cos(angle);
        const wayY = Math.sin(angle);
        const before = Math.abs(luminance(left - wayX * long, top - wayY * long) - here) > 14 ? 0.3 : 1;
        const after = Math.abs(luminance(left + wayX * long, top + wayY * long) - here) > 14 ? 0.3 : 1;
        const bend = (random() - 0.5) * 0.6 * long * Math.min(before, after);
        context.beginPath();
        context.moveTo(left - wayX * long * before, top - wayY * long * before);
        context.quadraticCurveTo(
          left - wayY * bend,
          top + wayX * bend,
          left + wayX * long * after,
          top + wayY * long * after,
        );
        context.stroke();
      }
    }
  }
  context.globalAlpha = drawingKept;
  context.drawImage(drawing, 0, 0);
  context.restore();
}
