import 'server-only';

/** The words of Ideogram's legacy wire, complete (shared/upstream/ideogram.md 4). */

/** 4.1. `V_3` and `AUTO` are in the full specification only, and are taken. */
export const models = ['V_1', 'V_1_TURBO', 'V_2', 'V_2_TURBO', 'V_2A', 'V_2A_TURBO', 'V_3', 'AUTO'] as const;
export type ModelName = (typeof models)[number];

/** 4.2. */
export const aspectRatios = [
  'ASPECT_10_16', 'ASPECT_16_10', 'ASPECT_9_16', 'ASPECT_16_9', 'ASPECT_3_2', 'ASPECT_2_3',
  'ASPECT_4_3', 'ASPECT_3_4', 'ASPECT_1_1', 'ASPECT_1_3', 'ASPECT_3_1',
] as const;

/** 4.3, the 78 legacy sizes without their `RESOLUTION_`. */
const sizes = `
  512_1536 576_1408 576_1472 576_1536 640_1024 640_1344 640_1408 640_1472 640_1536 704_1152 704_1216 704_1280
  704_1344 704_1408 704_1472 720_1280 736_1312 768_1024 768_1088 768_1152 768_1216 768_1232 768_1280 768_1344
  832_960 832_1024 832_1088 832_1152 832_1216 832_1248 864_1152 896_960 896_1024 896_1088 896_1120 896_1152
  960_832 960_896 960_1024 960_1088 1024_640 1024_768 1024_832 1024_896 1024_960 1024_1024 1088_768 1088_832
  1088_896 1088_960 1120_896 1152_704 1152_768 1152_832 1152_864 1152_896 1216_704 1216_768 1216_832 1232_768
  1248_832 1280_704 1280_720 1280_768 1280_800 1312_736 1344_640 1344_704 1344_768 1408_576 1408_640 1408_704
  1472_576 1472_640 1472_704 1536_512 1536_576 1536_640`;
export const resolutions = sizes.trim().split(/\s+/).map((size) => `RESOLUTION_${size}`);

/** 4.3, the 69 sizes of 3.0. */
const sizes3 = `
  512x1536 576x1408 576x1472 576x1536 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216 704x1280
  704x1344 704x1408 704x1472 736x1312 768x1088 768x1216 768x1280 768x1344 800x1280 832x960 832x1024
  832x1088 832x1152 832x1216 832x1248 864x1152 896x960 896x1024 896x1088 896x1120 896x1152 960x832 960x896
  960x1024 960x1088 1024x832 1024x896 1024x960 1024x1024 1088x768 1088x832 1088x896 1088x960 1120x896
  1152x704 1152x832 1152x864 1152x896 1216x704 1216x768 1216x832 1248x832 1280x704 1280x768 1280x800
  1312x736 1344x640 1344x704 1344x768 1408x576 1408x640 1408x704 1472x576 1472x640 1472x704 1536x512
  1536x576 1536x640`;
export const resolutions3 = sizes3.trim().split(/\s+/);

/** 4.4. The last two are in the full specification only, and are taken. */
export const styleTypes = [
  'AUTO', 'GENERAL', 'REALISTIC', 'DESIGN', 'RENDER_3D', 'ANIME', 'FICTION', 'CUSTOM', 'STYLIZED',
] as const;
export type StyleType = (typeof styleTypes)[number];

/** 4.7. */
export const magicOptions = ['AUTO', 'ON', 'OFF'] as const;
const experiments = [
  'Q36_2P5K', 'NONNAS_2P5K', 'NONNAS_5K', 'ALTCAP_BAL_9K', 'ALTCAP_BAL_10K',
  ...Array.from({ length: 10 }, (_, slot) => `SLOT_${String(slot + 1).padStart(2, '0')}`),
];
export const magicVersions = [
  'V_0', ...Array.from({ length: 8 }, (_, minor) => `V_0_${minor + 1}`),
  'V4_QWEN_3_5_27B', 'V4_QWEN_3_5_27B_PREFUSED', 'V4_QWEN_3_5_27B_FULL_FINETUNE',
  'V4_QWEN_3_5_27B_FULL_FINETUNE_LORA', 'V4_QWEN_3_5_27B_EXPERIMENTAL',
  ...experiments.map((name) => `V4_QWEN_3_5_27B_EXPERIMENTAL_${name}`),
  'V4_QWEN_3_5_27B_SGLANG_EXPERIMENTAL_Q36_2P5K', 'V4_QWEN_3_5_27B_SGLANG_EXPERIMENTAL_Q36_2P5K_TP2',
  'V4_QWEN_3_5_27B_PRUNA_FP8',
];

/** 4.8. */
export const paletteNames = [
  'EMBER', 'FRESH', 'JUNGLE', 'MAGIC', 'MELON', 'MOSAIC', 'PASTEL', 'ULTRAMARINE',
] as const;
export type PaletteName = (typeof paletteNames)[number];

/** 4.9. */
export const describeVersions = ['V_2', 'V_3', 'V_4', 'CUSTOM'] as const;

/**
 * The fields that only some models take (5.1 and 11). The service picks the model of `AUTO` by the request,
 * so `AUTO` takes them all.
 */
export const takenBy = {
  resolution: ['V_2', 'V_2_TURBO', 'AUTO'],
  style_type: ['V_2', 'V_2_TURBO', 'V_2A', 'V_2A_TURBO', 'V_3', 'AUTO'],
  negative_prompt: ['V_1', 'V_1_TURBO', 'V_2', 'V_2_TURBO', 'AUTO'],
  color_palette: ['V_2', 'V_2_TURBO', 'V_3', 'AUTO'],
} as const satisfies Record<string, readonly ModelName[]>;
