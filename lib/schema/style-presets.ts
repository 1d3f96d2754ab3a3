/**
 * The named looks of Ideogram 3.0 (shared/upstream/ideogram.md 4.5). They stand apart from choices.ts, which the first
 * page loads.
 */
export const stylePresets = [
  '80s-illustration', '90s-nostalgia', 'abstract-organic', 'analog-nostalgia', 'art-brut', 'art-deco',
  'art-poster', 'aura', 'avant-garde', 'bauhaus', 'blueprint', 'blurry-motion', 'bright-art', 'c4d-cartoon',
  'childrens-book', 'collage', 'coloring-book-i', 'coloring-book-ii', 'cubism', 'dark-aura', 'doodle',
  'double-exposure', 'dramatic-cinema', 'editorial', 'emotional-minimal', 'ethereal-party', 'expired-film',
  'flat-art', 'flat-vector', 'forest-reverie', 'geo-minimalist', 'glass-prism', 'golden-hour', 'graffiti-i',
  'graffiti-ii', 'halftone-print', 'high-contrast', 'hippie-era', 'iconic', 'japandi-fusion', 'jazzy',
  'long-exposure', 'magazine-editorial', 'minimal-illustration', 'mixed-media', 'monochrome', 'nightlife',
  'oil-painting', 'old-cartoons', 'paint-gesture', 'pop-art', 'retro-etching', 'riviera-pop',
  'spotlight-80s', 'stylized-red', 'surreal-collage', 'travel-poster', 'vintage-geo', 'vintage-poster',
  'watercolor', 'weird', 'woodblock-print',
] as const;

export type StylePreset = (typeof stylePresets)[number];
