import 'server-only';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { engrave } from './engrave';
import type { Pen } from './pen';
import { brushOver } from './strokes';

/** What a style does to the whole sheet before colours are mapped: lens, brush, knife. */
export function finishSheet(pen: Pen, sheet: Canvas, surface: { engraved: boolean; fine: boolean }): void {
  if (pen.manner === 'realistic') {
    bloom(pen, sheet);
    vignette(pen, 0.42);
  }
  if (pen.manner === 'render-3d') {
    bloom(pen, sheet);
    vignette(pen, 0.16);
  }
  if (pen.manner === 'anime') sheen(pen);
  if (pen.manner === 'fiction') {
    vignette(pen, 0.3);
    if (!surface.engraved) brushOver(pen, sheet, surface.fine ? 0.62 : 0.26);
  }
}

/** What the material of the sheet does to the pixels, after colours are mapped. */
export function finishPixels(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  pen: Pen,
  engraved: boolean,
): void {
  const start = Math.floor(pen.random() * 0x7fffffff) | 1;
  switch (pen.manner) {
    case 'realistic':
      return grain(pixels, start, 9);
    case 'general':
      return grain(pixels, start, 4.5);
    case 'fiction':
      if (engraved) engrave(pixels, width, height, pen.variation);
      else relief(pixels, width, height);
      return grain(pixels, start, 7);
    default:
      return;
  }
}

/** Bare paper round a painting, its border left by the brush. */
export function bareEdge(pen: Pen): void {
  const { context, width, height, short, random } = pen;
  const paper = '#f3ead8';
  const step = short * 0.02;
  const deep = short * 0.02;
  const run = (length: number, place: (along: number, depth: number) => [number, number]): void => {
    context.beginPath();
    context.moveTo(...place(-step, -deep));
    for (let along = -step; along <= length + step; along += step * (0.4 + random())) {
      const depth = deep * (0.75 + 0.5 * random() + (random() < 0.08 ? 0.7 : 0));
      context.lineTo(...place(along, depth));
      if (random() < 0.5) context.lineTo(...place(along + step * 0.3, depth * 0.8));
    }
    context.lineTo(...place(length + step, -deep));
    context.closePath();
    context.fillStyle = paper;
    context.fill();
  };
  run(width, (along, depth) => [along, depth]);
  run(width, (along, depth) => [along, height - depth]);
  run(height, (along, depth) => [depth, along]);
  run(height, (along, depth) => [width - depth, along]);
}

function grain(pixels: Uint8ClampedArray, start: number, strength: number): void {
  let state = start;
  const scale = strength / 128;
  for (let index = 0; index < pixels.length; index += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const noise = (((state >>> 24) + ((state >>> 16) & 255)) / 2 - 127.5) * scale;
    pixels[index] = (pixels[index] ?? 0) + noise;
    pixels[index + 1] = (pixels[index + 1] ?? 0) + noise;
    pixels[index + 2] = (pixels[index + 2] ?? 0) + noise;
  }
}

/** Thick paint catches light from the upper left. */
function relief(pixels: Uint8ClampedArray, width: number, height: number): void {
  for (let y = 0; y < height - 2; y += 1) {
    for (let x = 0; x < width - 2; x += 1) {
      const here = (y * width + x) * 4;
      const there = here + (width * 2 + 2) * 4;
      const slope = (pixels[here + 1] ?? 0) - (pixels[there + 1] ?? 0);
      const weave = ((x & 3) === 0 ? -3 : 0) + ((y & 3) === 0 ? -3 : 0);
      const change = Math.max(-20, Math.min(20, slope * 0.42)) + weave;
      pixels[here] = (pixels[here] ?? 0) + change;
      pixels[here + 1] = (pixels[here + 1] ?? 0) + change;
      pixels[here + 2] = (pixels[here + 2] ?? 0) + change;
    }
  }
}

function bloom(pen: Pen, sheet: Canvas): void {
  const small = createCanvas(
    Math.max(8, Math.round(pen.width / 16)),
    Math.max(8, Math.round(pen.height / 16)),
  );
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.filter = `blur(${Math.max(1, small.width / 40)}px)`;
  context.drawImage(sheet, 0, 0, small.width, small.height);
  pen.context.save();
  pen.context.globalCompositeOperation = 'soft-light';
  pen.context.globalAlpha = 0.42;
  pen.context.imageSmoothingQuality = 'high';
  pen.context.drawImage(small, 0, 0, pen.width, pen.height);
  pen.context.restore();
}

function vignette(pen: Pen, strength: number): void {
  const { context, width, height } = pen;
  context.save();
  context.translate(width / 2, height * 0.47);
  context.scale(width * 0.72, height * 0.72);
  const gradient = context.createRadialGradient(0, 0, 0.45, 0, 0, 1.05);
  gradient.addColorStop(0, 'rgba(10,6,14,0)');
  gradient.addColorStop(1, `rgba(10,6,14,${strength})`);
  context.fillStyle = gradient;
  context.fillRect(-1, -1, 2, 2);
  context.restore();
}

function sheen(pen: Pen): void {
  const { context, width, height } = pen;
  context.save();
  context.globalCompositeOperation = 'soft-light';
  const gradient = context.createLinearGradient(0, 0, width, height);
  gradient.addColorStop(0, 'rgba(255,246,214,.55)');
  gradient.addColorStop(0.5, 'rgba(255,220,220,0)');
  gradient.addColorStop(1, 'rgba(70,30,150,.4)');
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  context.restore();
}
