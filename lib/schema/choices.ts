/**
 * The words and limits that the page shows and the schemas check. Nothing here imports zod, so that the first page can
 * use them without it.
 */
export const magicPrompts = ['auto', 'on', 'off'] as const;

export const styles = ['auto', 'general', 'realistic', 'design', 'render-3d', 'anime', 'fiction'] as const;

export const paletteNames = [
  'ember', 'fresh', 'jungle', 'magic', 'melon', 'mosaic', 'pastel', 'ultramarine',
] as const;

/** How long a model may take over a picture: the fastest first. */
export const renderingSpeeds = ['flash', 'turbo', 'default', 'quality'] as const;

/** Pictures whose style is taken up, codes of earlier styles. */
export const styleImageLimit = 3;
export const styleCodeLimit = 4;

/** Characters of a prompt. */
export const promptLimit = 10_000;

/** Colours of a palette, pictures of one run. */
export const paletteLimit = 8;
export const countLimit = 8;

/** What each preset looks like. The names are the provider's; it does not publish the colours, so these are a reading. */
export const paletteColors: Record<(typeof paletteNames)[number], readonly string[]> = {
  ember: ['#e2532f', '#f29a3f', '#7a1f1d', '#2b1210'],
  fresh: ['#9bd770', '#3fb8af', '#f7f6cf', '#1f7a8c'],
  jungle: ['#1f4d2b', '#5a8f3c', '#c9b458', '#12261a'],
  magic: ['#6a3fb5', '#d95bb8', '#2c1a5c', '#8fd3ff'],
  melon: ['#ff8a70', '#ffd1a8', '#8fc48a', '#d94f5c'],
  mosaic: ['#1c6e8c', '#d98e32', '#b3412e', '#efe3c8'],
  pastel: ['#f6c6d0', '#c7ceea', '#e2f0cb', '#ffe8c2'],
  ultramarine: ['#1b2a8f', '#3f5be0', '#a9b8ff', '#0b1140'],
};

/** Whether an operation answers with a text instead of pictures. */
export const answersInWords = (operation: string): operation is 'describe' | 'magic-prompt' =>
  operation === 'describe' || operation === 'magic-prompt';
