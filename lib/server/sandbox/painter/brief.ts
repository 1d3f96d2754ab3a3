import 'server-only';

export type PaintStyle = 'auto' | 'general' | 'realistic' | 'design' | 'render-3d' | 'anime' | 'fiction';

export type PaletteMember = { /** #RRGGBB */ color: string; /** 0.05–1 */ weight: number };

/** What is to be painted; sizes in pixels, pictures as the bytes of a PNG, JPEG or WebP. */
export type Brief = {
  prompt: string;
  negativePrompt?: string;
  width: number;
  height: number;
  seed: number;
  style: PaintStyle;
  palette?: PaletteMember[];
  /** A named look, spelt as in lib/schema/style-presets.ts; a name the painter does not know changes nothing. */
  preset?: string;
  /** Pictures whose colours and surface the new one takes. */
  references?: Uint8Array[];
  /** A picture of a figure that is to stand in the new one. */
  character?: Uint8Array;
};

/** What goes round a picture that gets a new frame; sizes in pixels. */
export type FrameBrief = Pick<Brief, 'width' | 'height' | 'seed' | 'preset' | 'palette' | 'references'>;
