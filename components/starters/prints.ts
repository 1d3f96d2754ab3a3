/** The eleven starting points, in their order; the words are messages (`starters.prints`). */
export const prints = [
  { name: 'lateSet', file: 'jazz', ratio: '2:3', style: 'design' },
  { name: 'lighthouse', file: 'lighthouse', ratio: '16:9', style: 'design' },
  { name: 'citrus', file: 'citrus', ratio: '1:1', style: 'design' },
  { name: 'windowLight', file: 'window', ratio: '3:4', style: 'realistic' },
  { name: 'arcade', file: 'arcade', ratio: '3:2', style: 'general' },
  { name: 'botanical', file: 'botanical', ratio: '3:4', style: 'general' },
  { name: 'viaduct', file: 'viaduct', ratio: '16:9', style: 'design' },
  { name: 'sunHat', file: 'hat', ratio: '3:4', style: 'design' },
  { name: 'koi', file: 'koi', ratio: '1:1', style: 'general' },
  { name: 'pears', file: 'pears', ratio: '3:2', style: 'realistic' },
  { name: 'teaTin', file: 'tea', ratio: '3:4', style: 'design' },
] as const;

export type Print = (typeof prints)[number];
