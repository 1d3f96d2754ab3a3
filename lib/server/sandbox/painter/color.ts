import 'server-only';
import { between, clamp } from './random';

/** Red, green, blue, each 0–255. */
export type Rgb = readonly [number, number, number];
/** Lightness 0–1 and the two opponent axes of OKLab. */
export type Lab = readonly [number, number, number];

/** The channels of #rrggbb, 0 to 255. */
export function toRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Channels of 0 to 255, rounded and kept within, as #rrggbb. */
export function toHex([red, green, blue]: Rgb): string {
  const whole = (value: number): number => Math.round(clamp(value, 0, 255));
  return `#${((1 << 24) | (whole(red) << 16) | (whole(green) << 8) | whole(blue)).toString(16).slice(1)}`;
}

/** `share` of `second` in `first`, as #rrggbb. */
export function mix(first: string, second: string, share: number): string {
  const one = toRgb(first);
  const two = toRgb(second);
  return toHex([
    between(one[0], two[0], share),
    between(one[1], two[1], share),
    between(one[2], two[2], share),
  ]);
}

/** `share` of white in a colour, as #rrggbb. */
export function lighten(color: string, share: number): string {
  return mix(color, '#ffffff', share);
}

/** `share` of a cold near-black in a colour, as #rrggbb. */
export function darken(color: string, share: number): string {
  return mix(color, '#08080f', share);
}

/** A colour that shows through, for the canvas. */
export function alpha(hex: string, opacity: number): string {
  const [red, green, blue] = toRgb(hex);
  return `rgba(${red},${green},${blue},${opacity})`;
}

function toLinear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  const share = clamp(value);
  return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055);
}

/** Channels of 0 to 255 in OKLab, where distances are as they look. */
export function toLab([red, green, blue]: Rgb): Lab {
  const r = toLinear(red);
  const g = toLinear(green);
  const b = toLinear(blue);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab as channels of 0 to 255; what sRGB does not hold is cut off. */
export function fromLab([lightness, a, b]: Lab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Strength of colour times `share`, lightness kept. */
export function saturate(color: string, share: number): string {
  const [lightness, a, b] = toLab(toRgb(color));
  return toHex(fromLab([lightness, a * share, b * share]));
}

/** Perceived lightness, 0–1. */
export function lightness(color: string): number {
  return toLab(toRgb(color))[0];
}

/** WCAG contrast, 1–21. */
export function contrast(first: string, second: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = toRgb(color);
    return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
  };
  const one = luminance(first);
  const two = luminance(second);
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

/** Distance in OKLab; about 0.02 can just be seen. */
export function distance(first: Lab, second: Lab): number {
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}
