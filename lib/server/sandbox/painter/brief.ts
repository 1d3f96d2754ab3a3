import 'server-only';

export type PaintStyle = 'auto' | 'general' | 'realistic' | 'design' | 'render-3d' | 'anime' | 'fiction';

export type PaletteMember = { /** #RRGGBB */ color: string; /** 0.05–1 */ weight: number };

/** What is to be painted; sizes in pixels. */
export type Brief = {
  prompt: string;
  negativePrompt?: string;
  width: number;
  height: number;
  seed: number;
  style: PaintStyle;
  palette?: PaletteMember[];
};
