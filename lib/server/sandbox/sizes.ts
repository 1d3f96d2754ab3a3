import 'server-only';

export type Size = { width: number; height: number };

/**
 * The pixels of each legacy ratio. The documentation gives ratios without sizes, so each is the member of the
 * legacy resolution list (shared/upstream/ideogram.md 4.3) nearest to 1024 × 1024 pixels among those within
 * 2 % of the ratio: 16:9 is 1344x768 (1.03 million pixels), not the truer 1312x736 (0.97) or 1280x720 (0.92).
 * 10:16 is 768x1232: the legacy list has 1280x800 but not its twin.
 */
export const ratioSizes: Record<string, readonly [number, number]> = {
  ASPECT_1_1: [1024, 1024],
  ASPECT_16_9: [1344, 768],
  ASPECT_9_16: [768, 1344],
  ASPECT_16_10: [1280, 800],
  ASPECT_10_16: [768, 1232],
  ASPECT_3_2: [1248, 832],
  ASPECT_2_3: [832, 1248],
  ASPECT_4_3: [1152, 864],
  ASPECT_3_4: [864, 1152],
  ASPECT_3_1: [1536, 512],
  ASPECT_1_3: [512, 1536],
};

/** The pixels of each ratio of 3.0, chosen by the same rule from its own list, which has 800x1280. */
export const ratioSizes3: Record<string, readonly [number, number]> = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
  '16:10': [1280, 800],
  '10:16': [800, 1280],
  '3:1': [1536, 512],
  '1:3': [512, 1536],
  '1:2': [704, 1408],
  '2:1': [1408, 704],
  '4:5': [896, 1120],
  '5:4': [1120, 896],
};

/** The size a request asks for; a square when it names neither, as documented (5.1). */
export function sizeOf(asked: { resolution?: string; aspect_ratio?: string }): Size {
  const [width, height] = asked.resolution
    ? asked.resolution.split('_').slice(1).map(Number)
    : (ratioSizes[asked.aspect_ratio ?? 'ASPECT_1_1'] ?? []);
  return { width: width ?? 1024, height: height ?? 1024 };
}
