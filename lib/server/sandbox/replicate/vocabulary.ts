import 'server-only';
import { resolutions3 } from '@/lib/server/sandbox/vocabulary';

/** The words of Ideogram's models on Replicate, complete (shared/upstream/gateways.md C.4). */

const ratios2 = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '16:10', '10:16', '3:1', '1:3'];
const ratios3 = [...ratios2, '1:2', '2:1', '4:5', '5:4'];

const sizes3 = ['None', ...resolutions3];
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
