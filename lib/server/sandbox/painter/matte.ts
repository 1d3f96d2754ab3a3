import 'server-only';
import { soften, type Mask } from './figure';
import { clamp } from './random';
import type { Raster } from './raster';

/** Four planes: alpha = red × first + green × second + blue × third + last (a guided filter with a colour guide). */
type Planes = { parts: Float32Array[]; width: number; height: number };

function fit(mask: Mask, guide: Raster, radius: number): Planes {
  const { width, height } = mask;
  const size = width * height;
  const mean = (values: Float32Array): Float32Array => soften(values, width, height, radius);
  const color = [0, 1, 2].map((channel) => {
    const plane = new Float32Array(size);
    for (let place = 0; place < size; place += 1) plane[place] = (guide.data[place * 4 + channel] ?? 0) / 255;
    return plane;
  });
  const product = (one: Float32Array, two: Float32Array): Float32Array =>
    one.map((value, place) => value * (two[place] ?? 0));
  const [red, green, blue] = color;
  if (!red || !green || !blue) throw new RangeError('a guide has three channels');
  const means = [mean(red), mean(green), mean(blue)] as const;
  const alpha = mean(mask.values);
  const withAlpha = [red, green, blue].map((plane) => mean(product(plane, mask.values)));
  const pairs = [
    mean(product(red, red)),
    mean(product(red, green)),
    mean(product(red, blue)),
    mean(product(green, green)),
    mean(product(green, blue)),
    mean(product(blue, blue)),
  ];
  const parts = [0, 1, 2, 3].map(() => new Float32Array(size));
  const ease = 3e-4;
  for (let place = 0; place < size; place += 1) {
    const [r, g, b] = [means[0][place] ?? 0, means[1][place] ?? 0, means[2][place] ?? 0];
    const a = alpha[place] ?? 0;
    const at = (index: number): number => pairs[index]?.[place] ?? 0;
    const rr = at(0) - r * r + ease;
    const rg = at(1) - r * g;
    const rb = at(2) - r * b;
    const gg = at(3) - g * g + ease;
    const gb = at(4) - g * b;
    const bb = at(5) - b * b + ease;
    const sides = [
      (withAlpha[0]?.[place] ?? 0) - r * a,
      (withAlpha[1]?.[place] ?? 0) - g * a,
      (withAlpha[2]?.[place] ?? 0) - b * a,
    ] as const;
    const [c0, c1, c2] = [gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg];
    const whole = rr * c0 + rg * c1 + rb * c2;
    const [c3, c4, c5] = [rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg];
    const one = (c0 * sides[0] + c1 * sides[1] + c2 * sides[2]) / whole;
    const two = (c1 * sides[0] + c3 * sides[1] + c4 * sides[2]) / whole;
    const three = (c2 * sides[0] + c4 * sides[1] + c5 * sides[2]) / whole;
    [one, two, three, a - one * r - two * g - three * b].forEach((value, index) => {
      const part = parts[index];
      if (part) part[place] = value;
    });
  }
  return { parts: parts.map(mean), width, height };
}

/**
 * Lays a small mask on the full picture: its edge follows the edges of the picture, softly. `small` is the picture at
 * the size of the mask. Answers one value 0–255 a pixel.
 */
export function matte(mask: Mask, small: Raster, full: Raster): Uint8ClampedArray {
  const { parts, width: columns, height: rows } = fit(mask, small, Math.max(2, Math.round(mask.width / 60)));
  const [first, second, third, last] = parts;
  const { data, width, height } = full;
  const result = new Uint8ClampedArray(width * height);
  if (!first || !second || !third || !last) return result;
  const line = new Float32Array(columns * 4);
  const left = new Int32Array(width);
  const share = new Float32Array(width);
  for (let x = 0; x < width; x += 1) {
    const at = clamp(((x + 0.5) / width) * columns - 0.5, 0, columns - 1.001);
    left[x] = Math.floor(at);
    share[x] = at - Math.floor(at);
  }
  for (let y = 0; y < height; y += 1) {
    const at = clamp(((y + 0.5) / height) * rows - 0.5, 0, rows - 1.001);
    const row = Math.floor(at) * columns;
    const down = at - Math.floor(at);
    for (let column = 0; column < columns; column += 1) {
      const above = row + column;
      const below = above + columns;
      line[column * 4] = (first[above] ?? 0) * (1 - down) + (first[below] ?? 0) * down;
      line[column * 4 + 1] = (second[above] ?? 0) * (1 - down) + (second[below] ?? 0) * down;
      line[column * 4 + 2] = (third[above] ?? 0) * (1 - down) + (third[below] ?? 0) * down;
      line[column * 4 + 3] = (last[above] ?? 0) * (1 - down) + (last[below] ?? 0) * down;
    }
    for (let x = 0; x < width; x += 1) {
      const from = (left[x] ?? 0) * 4;
      const near = 1 - (share[x] ?? 0);
      const far = share[x] ?? 0;
      const index = (y * width + x) * 4;
      const value =
        (((line[from] ?? 0) * near + (line[from + 4] ?? 0) * far) * (data[index] ?? 0) +
          ((line[from + 1] ?? 0) * near + (line[from + 5] ?? 0) * far) * (data[index + 1] ?? 0) +
          ((line[from + 2] ?? 0) * near + (line[from + 6] ?? 0) * far) * (data[index + 2] ?? 0)) /
          255 +
        (line[from + 3] ?? 0) * near +
        (line[from + 7] ?? 0) * far;
      result[y * width + x] = (value - 0.3) * 640;
    }
  }
  return result;
}
