/**
 * The words and limits that the page shows and the schemas check. Nothing here imports zod, so that the first page can
 * use them without it.
 */
export const magicPrompts = ['auto', 'on', 'off'] as const;

export const styles = ['auto', 'general', 'realistic', 'design', 'render-3d', 'anime', 'fiction'] as const;

export const paletteNames = [
  'ember', 'fresh', 'jungle', 'magic', 'melon', 'mosaic', 'pastel', 'ultramarine',
] as const;

/** Characters of a prompt. */
export const promptLimit = 10_000;

/** Colours of a palette, pictures of one run. */
export const paletteLimit = 8;
export const countLimit = 8;
