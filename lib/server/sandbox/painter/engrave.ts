import 'server-only';
import { fieldFrom } from './random';

/** Cuts the picture into wood: lines that swell in the dark and break off in the light, over flat inks. */
export function engrave(pixels: Uint8ClampedArray, width: number, height: number, variation: number): void {
  const warp = fieldFrom(211 + variation);
  const short = Math.min(width, height);
  const pitch = (Math.PI * 2) / Math.max(5.5, short / 120);
  const cells = 24;
  const columns = Math.ceil(width / cells) + 2;
  const lattice = new Float32Array(columns * (Math.ceil(height / cells) + 2));
  for (let index = 0; index < lattice.length; index += 1) {
    const x = (index % columns) / (short / cells);
    const y = Math.floor(index / columns) / (short / cells);
    lattice[index] = warp(x * 2.2, y * 2.2, 2) * 26;
  }
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / cells);
    const down = y / cells - row;
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor(x / cells);
      const across = x / cells - column;
      const at = row * columns + column;
      const above = (lattice[at] ?? 0) * (1 - across) + (lattice[at + 1] ?? 0) * across;
      const below = (lattice[at + columns] ?? 0) * (1 - across) + (lattice[at + columns + 1] ?? 0) * across;
      const bend = above * (1 - down) + below * down;
      const index = (y * width + x) * 4;
      const red = pixels[index] ?? 0;
      const green = pixels[index + 1] ?? 0;
      const blue = pixels[index + 2] ?? 0;
      const light = (red * 0.3 + green * 0.59 + blue * 0.11) / 255;
      const wave = Math.sin((y + x * 0.16) * pitch + bend);
      const edge = (light * 2.3 - 0.82 - wave) * 3.2 + 0.5;
      const paper = edge < 0 ? 0 : edge > 1 ? 1 : edge;
      const lift = 0.3;
      pixels[index] = (red + (244 - red) * lift) * paper + (22 + red * 0.16) * (1 - paper);
      pixels[index + 1] = (green + (234 - green) * lift) * paper + (20 + green * 0.16) * (1 - paper);
      pixels[index + 2] = (blue + (210 - blue) * lift) * paper + (30 + blue * 0.16) * (1 - paper);
    }
  }
}
