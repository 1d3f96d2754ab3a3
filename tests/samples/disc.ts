import sharp, { type Sharp } from 'sharp';

/** A red disc (#a02020) about a place, on one colour or, without one, on nothing; its edge is one pixel soft. */
export function disc(
  size: { width: number; height: number },
  middle: readonly [number, number],
  radius: number,
  ground?: readonly [number, number, number],
): Sharp {
  const { width, height } = size;
  const pixels = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const share = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - middle[0], y - middle[1])));
      const at = (y * width + x) * 4;
      [0xa0, 0x20, 0x20].forEach((value, channel) => {
        pixels[at + channel] = ground ? (ground[channel] ?? 0) * (1 - share) + value * share : value;
      });
      pixels[at + 3] = ground ? 255 : share * 255;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 4 } });
}
