import 'server-only';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { inksOf } from './poster';
import { darken, lighten, mix } from './color';

/** How large a print lies on its ground, in pixels. */
export function printSize(width: number, height: number): { width: number; height: number } {
  const margin = Math.round(Math.min(width, height) * 0.085);
  return { width: width - margin * 2, height: height - margin * 2 };
}

/** Shows a printed sheet as a thing in the world: pinned to a lit wall, or as a thick glossy card. */
export function stagePrint(print: Canvas, width: number, height: number, card: boolean): Canvas {
  const sheet = createCanvas(width, height);
  const context = sheet.getContext('2d');
  const short = Math.min(width, height);
  const { second } = inksOf(print, true, false);
  const wall = card ? mix(lighten(second, 0.45), '#f1e6da', 0.25) : mix('#d9d2c6', second, 0.12);
  const light = context.createRadialGradient(
    width * 0.25,
    height * 0.15,
    0,
    width * 0.25,
    height * 0.15,
    Math.max(width, height) * 1.15,
  );
  light.addColorStop(0, lighten(wall, 0.4));
  light.addColorStop(0.5, wall);
  light.addColorStop(1, darken(wall, card ? 0.3 : 0.45));
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  const x = Math.round((width - print.width) / 2);
  const y = Math.round((height - print.height) / 2);
  const radius = card ? short * 0.035 : 0;
  const face = (dx: number, dy: number): void => {
    context.beginPath();
    context.roundRect(x + dx, y + dy, print.width, print.height, radius);
  };
  context.save();
  context.shadowColor = 'rgba(30,18,16,.55)';
  context.shadowBlur = short * (card ? 0.06 : 0.035);
  context.shadowOffsetX = short * 0.018;
  context.shadowOffsetY = short * (card ? 0.035 : 0.022);
  context.fillStyle = darken(wall, 0.4);
  face(0, 0);
  context.fill();
  context.restore();
  if (card) {
    const thick = Math.round(short * 0.016);
    for (let step = thick; step > 0; step -= 1) {
      context.fillStyle = mix(darken(second, 0.5), second, 1 - step / thick);
      face(step * 0.6, step);
      context.fill();
    }
  }
  context.save();
  face(0, 0);
  context.clip();
  context.drawImage(print, x, y);
  const sheen = context.createLinearGradient(x, y, x + print.width, y + print.height);
  sheen.addColorStop(0, `rgba(255,255,255,${card ? 0.34 : 0.16})`);
  sheen.addColorStop(0.36, 'rgba(255,255,255,0.02)');
  sheen.addColorStop(1, `rgba(20,10,16,${card ? 0.12 : 0.2})`);
  context.fillStyle = sheen;
  context.fillRect(x, y, print.width, print.height);
  if (card) {
    context.strokeStyle = 'rgba(255,255,255,.55)';
    context.lineWidth = short * 0.006;
    face(0, 0);
    context.stroke();
  }
  context.restore();
  return sheet;
}
