import 'server-only';
import sharp from 'sharp';

/** Bare RGBA, four bytes a pixel, the colours not multiplied by alpha. */
export type Raster = { data: Uint8ClampedArray; width: number; height: number };

type Fit = { width: number; height: number; fit: 'fill' | 'cover' | 'inside' };

/** Unpacks a picture upright in sRGB, brought to a size where one is given; throws sharp's error on what is none. */
export async function rasterOf(source: Uint8Array, size?: Fit): Promise<Raster> {
  const upright = sharp(source).autoOrient().toColourspace('srgb');
  const sized = size
    ? upright.resize(size.width, size.height, { fit: size.fit, position: 'centre', kernel: 'lanczos3' })
    : upright;
  const { data, info } = await sized.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength),
    width: info.width,
    height: info.height,
  };
}

/** The same pixels at another size. */
export async function resized(raster: Raster, width: number, height: number): Promise<Raster> {
  if (raster.width === width && raster.height === height) return raster;
  const { data } = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: 4 },
  })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength), width, height };
}

/** True where some of the picture shows through. */
export function showsThrough({ data }: Raster): boolean {
  for (let index = 3; index < data.length; index += 4) if ((data[index] ?? 0) < 250) return true;
  return false;
}

/** Lays the picture on a ground of one colour (channels 0–255), in place. */
export function layOn({ data }: Raster, ground: readonly [number, number, number]): void {
  for (let index = 0; index < data.length; index += 4) {
    const alpha = (data[index + 3] ?? 0) / 255;
    if (alpha === 1) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const under = ground[channel] ?? 0;
      data[index + channel] = under + ((data[index + channel] ?? 0) - under) * alpha;
    }
    data[index + 3] = 255;
  }
}
