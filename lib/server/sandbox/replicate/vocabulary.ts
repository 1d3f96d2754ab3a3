import 'server-only';

/** The words of Ideogram's models on Replicate, complete (shared/upstream/gateways.md C.4). */

const ratios2 = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '16:10', '10:16', '3:1', '1:3'];
const ratios3 = [...ratios2, '1:2', '2:1', '4:5', '5:4'];

const sizes = `
  512x1536 576x1408 576x1472 576x1536 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216 704x1280
  704x1344 704x1408 704x1472 736x1312 768x1088 768x1216 768x1280 768x1344 800x1280 832x960 832x1024
  832x1088 832x1152 832x1216 832x1248 864x1152 896x960 896x1024 896x1088 896x1120 896x1152 960x832 960x896
  960x1024 960x1088 1024x832 1024x896 1024x960 1024x1024 1088x768 1088x832 1088x896 1088x960 1120x896
  1152x704 1152x832 1152x864 1152x896 1216x704 1216x768 1216x832 1248x832 1280x704 1280x768 1280x800
  1312x736 1344x640 1344x704 1344x768 1408x576 1408x640 1408x704 1472x576 1472x640 1472x704 1536x512
  1536x576 1536x640`;
const sizes3 = ['None', ...sizes.trim().split(/\s+/)];
const sizes2 = sizes3.filter((size) => size !== '800x1280');

const styles3 = ['None', 'Auto', 'General', 'Realistic', 'Design'];
const styles2 = [...styles3, 'Render 3D', 'Anime'];

const presets = [
  'None', '80s Illustration', '90s Nostalgia', 'Abstract Organic', 'Analog Nostalgia', 'Art Brut',
  'Art Deco', 'Art Poster', 'Aura', 'Avant Garde', 'Bauhaus', 'Blueprint', 'Blurry Motion', 'Bright Art',
  'C4D Cartoon', "Children's Book", 'Collage', 'Coloring Book I', 'Coloring Book II', 'Cubism',
  'Dark Aura', 'Doodle', 'Double Exposure', 'Dramatic Cinema', 'Editorial', 'Emotional Minimal',
  'Ethereal Party', 'Expired Film', 'Flat Art', 'Flat Vector', 'Forest Reverie', 'Geo Minimalist',
  'Glass Prism', 'Golden Hour', 'Graffiti I', 'Graffiti II', 'Halftone Print', 'High Contrast',
  'Hippie Era', 'Iconic', 'Japandi Fusion', 'Jazzy', 'Long Exposure', 'Magazine Editorial',
  'Minimal Illustration', 'Mixed Media', 'Monochrome', 'Nightlife', 'Oil Painting', 'Old Cartoons',
  'Paint Gesture', 'Pop Art', 'Retro Etching', 'Riviera Pop', 'Spotlight 80s', 'Stylized Red',
  'Surreal Collage', 'Travel Poster', 'Vintage Geo', 'Vintage Poster', 'Watercolor', 'Weird',
  'Woodblock Print',
];

export const magicOptions = ['Auto', 'On', 'Off'] as const;

/** What a model takes beside prompt, magic_prompt_option and seed, and micro-dollars for each picture. */
export type WireModel = {
  ratios: string[];
  sizes: string[];
  styles: string[];
  presets: string[] | null;
  negative: boolean;
  /** `image` and `mask`, to repaint a part. */
  repaints: boolean;
  usdMicros: number;
};

const two = { ratios: ratios2, sizes: sizes2, styles: styles2, presets: null, negative: false, repaints: false };
const three = { ratios: ratios3, sizes: sizes3, styles: styles3, presets, negative: false, repaints: true };

/** By `{owner}/{name}`. Prices: shared/upstream/ideogram.md 14, for the same models at Ideogram itself. */
export const models: Record<string, WireModel> = {
  'ideogram-ai/ideogram-v2': { ...two, negative: true, repaints: true, usdMicros: 80_000 },
  'ideogram-ai/ideogram-v2-turbo': { ...two, negative: true, repaints: true, usdMicros: 50_000 },
  'ideogram-ai/ideogram-v2a': { ...two, usdMicros: 40_000 },
  'ideogram-ai/ideogram-v2a-turbo': { ...two, usdMicros: 25_000 },
  'ideogram-ai/ideogram-v3-turbo': { ...three, usdMicros: 30_000 },
  'ideogram-ai/ideogram-v3-balanced': { ...three, usdMicros: 60_000 },
  'ideogram-ai/ideogram-v3-quality': { ...three, usdMicros: 90_000 },
};
