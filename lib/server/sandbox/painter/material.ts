import 'server-only';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { alpha, darken, lighten, mix, saturate } from './color';
import type { Outline } from './outline';

/** What a thing is like: a flat sheet, a ball, an upright cylinder. */
export type Form = 'flat' | 'round' | 'column';

/** Puts one shape of one colour down in the manner of a style. `unit` is the short side of the picture. */
export type Material = (
  context: SKRSContext2D,
  outline: Outline,
  color: string,
  form: Form,
  unit: number,
) => void;

/** Which way is right and down on the sheet, seen from inside the present turn and scale. */
function towardShade(context: SKRSContext2D): [number, number] {
  const { a, b, c, d } = context.getTransform();
  const turn = Math.atan2(b, a);
  const flip = a * d - b * c < 0 ? -1 : 1;
  const angle = 0.85 - turn;
  return [Math.cos(angle), Math.sin(angle) * flip];
}

function plain(context: SKRSContext2D, outline: Outline, color: string): void {
  context.fillStyle = color;
  context.fill(outline.path);
}

function crescent(
  context: SKRSContext2D,
  outline: Outline,
  color: string,
  shade: string,
  share: number,
): void {
  const [x, y] = towardShade(context);
  const step = Math.min(outline.width, outline.height) * share;
  context.save();
  context.clip(outline.path);
  context.fillStyle = shade;
  context.fillRect(outline.left, outline.top, outline.width, outline.height);
  context.translate(-x * step, -y * step);
  context.fillStyle = color;
  context.fill(outline.path);
  context.restore();
}

/** Printed flat: a second, darker plate marks the shaded side of round things. */
export const printed: Material = (context, outline, color, form) => {
  if (form === 'flat') return plain(context, outline, color);
  crescent(context, outline, color, mix(color, '#1d1634', 0.26), form === 'round' ? 0.16 : 0.2);
};

/** Poster: round things are cut in two hard halves. */
export const split: Material = (context, outline, color, form) => {
  plain(context, outline, color);
  if (form === 'flat') return;
  context.save();
  context.clip(outline.path);
  context.fillStyle = mix(color, '#15122b', 0.3);
  const middle = outline.left + outline.width * (form === 'round' ? 0.52 : 0.62);
  context.fillRect(middle, outline.top, outline.right - middle, outline.height);
  context.restore();
};

/** Cel: two or three hard tones inside an ink line. */
export const inked: Material = (context, outline, color, form, unit) => {
  const base = saturate(color, 1.22);
  if (form === 'flat') plain(context, outline, base);
  else {
    crescent(
      context,
      outline,
      base,
      saturate(mix(base, '#33207a', 0.34), 1.1),
      form === 'round' ? 0.26 : 0.3,
    );
    const small = Math.min(outline.width, outline.height);
    if (small > unit * 0.03 && form === 'round') gleam(context, outline, lighten(base, 0.55), 0.09);
  }
  context.strokeStyle = mix(saturate(color, 1.2), '#16102e', 0.86);
  context.lineJoin = 'round';
  context.lineWidth = Math.min(
    unit * 0.0052,
    Math.max(unit * 0.0022, Math.min(outline.width, outline.height) * 0.05),
  );
  context.stroke(outline.path);
};

function gleam(context: SKRSContext2D, outline: Outline, color: string, share: number): void {
  const [x, y] = towardShade(context);
  const size = Math.min(outline.width, outline.height);
  context.save();
  context.clip(outline.path);
  context.translate(
    (outline.left + outline.right) / 2 - x * size * 0.27,
    (outline.top + outline.bottom) / 2 - y * size * 0.27,
  );
  context.rotate(Math.atan2(y, x) + Math.PI / 2);
  context.fillStyle = color;
  context.beginPath();
  context.ellipse(0, 0, size * share * 1.5, size * share * 0.72, 0, 0, Math.PI * 2);
  context.fill();
  context.restore();
}

function ball(context: SKRSContext2D, outline: Outline, color: string, deep: number): CanvasGradient {
  const [x, y] = towardShade(context);
  const centerX = (outline.left + outline.right) / 2;
  const centerY = (outline.top + outline.bottom) / 2;
  const reach = Math.max(outline.width, outline.height);
  const highlightX = centerX - x * outline.width * 0.24;
  const highlightY = centerY - y * outline.height * 0.22;
  const gradient = context.createRadialGradient(
    highlightX,
    highlightY,
    0,
    highlightX,
    highlightY,
    reach * 0.86,
  );
  gradient.addColorStop(0, lighten(color, 0.42));
  gradient.addColorStop(0.3, lighten(color, 0.1));
  gradient.addColorStop(0.55, darken(color, deep * 0.35));
  gradient.addColorStop(0.85, darken(saturate(color, 1.1), deep));
  gradient.addColorStop(1, darken(color, deep * 0.8));
  return gradient;
}

function cylinder(context: SKRSContext2D, outline: Outline, color: string, deep: number): CanvasGradient {
  const gradient = context.createLinearGradient(outline.left, 0, outline.right, 0);
  gradient.addColorStop(0, darken(color, deep * 0.35));
  gradient.addColorStop(0.28, lighten(color, 0.32));
  gradient.addColorStop(0.56, color);
  gradient.addColorStop(0.92, darken(color, deep));
  gradient.addColorStop(1, darken(color, deep * 0.75));
  return gradient;
}

function sheet(
  context: SKRSContext2D,
  outline: Outline,
  color: string,
  light: number,
  deep: number,
): CanvasGradient {
  const [x, y] = towardShade(context);
  const centerX = (outline.left + outline.right) / 2;
  const centerY = (outline.top + outline.bottom) / 2;
  const halfX = (outline.width / 2) * x;
  const halfY = (outline.height / 2) * y;
  const gradient = context.createLinearGradient(
    centerX - halfX,
    centerY - halfY,
    centerX + halfX,
    centerY + halfY,
  );
  gradient.addColorStop(0, lighten(color, light));
  gradient.addColorStop(0.5, color);
  gradient.addColorStop(1, darken(color, deep));
  return gradient;
}

function volume(
  context: SKRSContext2D,
  outline: Outline,
  color: string,
  form: Form,
  deep: number,
  light: number,
): void {
  if (form === 'round') context.fillStyle = ball(context, outline, color, deep);
  else if (form === 'column') context.fillStyle = cylinder(context, outline, color, deep);
  else context.fillStyle = sheet(context, outline, color, light, deep * 0.4);
  context.fill(outline.path);
}

function shine(context: SKRSContext2D, outline: Outline, strength: number, spread: number): void {
  const [x, y] = towardShade(context);
  context.save();
  context.clip(outline.path);
  context.translate(
    (outline.left + outline.right) / 2 - x * outline.width * 0.25,
    (outline.top + outline.bottom) / 2 - y * outline.height * 0.24,
  );
  context.scale(outline.width * spread, outline.height * spread);
  const spot = context.createRadialGradient(0, 0, 0, 0, 0, 1);
  spot.addColorStop(0, `rgba(255,253,244,${strength})`);
  spot.addColorStop(0.4, `rgba(255,253,244,${strength * 0.45})`);
  spot.addColorStop(1, 'rgba(255,253,244,0)');
  context.fillStyle = spot;
  context.fillRect(-1, -1, 2, 2);
  context.restore();
}

/** Photographic: soft light across everything, a terminator on round things. */
export const lit: Material = (context, outline, color, form, unit) => {
  const calm = saturate(color, 0.9);
  volume(context, outline, calm, form, 0.62, 0.1);
  if (form === 'round' && Math.min(outline.width, outline.height) > unit * 0.04)
    shine(context, outline, 0.4, 0.16);
};

/** Rendered: puffed edges, a cast shadow and a glossy spot. */
export const glossy: Material = (context, outline, color, form, unit) => {
  const size = Math.min(outline.width, outline.height);
  const [x, y] = towardShade(context);
  const bright = saturate(lighten(color, 0.06), 1.12);
  if (size > unit * 0.012) cast(context, outline, x, y, Math.min(unit * 0.016, size * 0.12));
  volume(context, outline, bright, form, 0.5, 0.18);
  if (size < unit * 0.02) return;
  const edge = Math.min(unit * 0.011, size * 0.09);
  context.save();
  context.clip(outline.path);
  context.lineJoin = 'round';
  for (const [step, color2] of [
    [1, alpha('#ffffff', 0.2)],
    [0.45, alpha('#ffffff', 0.26)],
    [-1, alpha(darken(bright, 0.72), 0.24)],
    [-0.45, alpha(darken(bright, 0.72), 0.2)],
  ] as const) {
    context.save();
    context.translate(x * edge * step * 0.5, y * edge * step * 0.5);
    context.strokeStyle = color2;
    context.lineWidth = edge * 1.6 * Math.abs(step);
    context.stroke(outline.path);
    context.restore();
  }
  context.restore();
  if (form === 'round' && size > unit * 0.03) {
    shine(context, outline, 0.75, 0.13);
    shine(context, outline, 0.3, 0.3);
  }
};

function cast(context: SKRSContext2D, outline: Outline, x: number, y: number, reach: number): void {
  context.save();
  context.lineJoin = 'round';
  context.translate(x * reach * 0.8, y * reach * 0.9);
  context.fillStyle = 'rgba(24,16,42,.1)';
  context.fill(outline.path);
  context.strokeStyle = 'rgba(24,16,42,.05)';
  for (let ring = 1; ring <= 3; ring += 1) {
    context.lineWidth = reach * 0.62 * ring;
    context.stroke(outline.path);
  }
  context.restore();
}

/** Painted: three tones with a broken border, made for the brush pass that follows. */
export const painted: Material = (context, outline, color, form, unit) => {
  const warm = mix(saturate(color, 1.12), '#8a4a22', 0.06);
  volume(context, outline, warm, form, 0.55, 0.2);
  if (Math.min(outline.width, outline.height) < unit * 0.03) return;
  context.strokeStyle = alpha(darken(warm, 0.6), 0.4);
  context.lineWidth = unit * 0.004;
  context.lineJoin = 'round';
  context.stroke(outline.path);
};
