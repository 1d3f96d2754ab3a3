import 'server-only';

/** The web task API's ratios and the pixels this sandbox makes each in. */
export const ratioSides: Record<string, readonly [number, number]> = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '16:10': [1280, 800],
  '10:16': [800, 1280],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:1': [1536, 512],
  '1:3': [512, 1536],
};

export const magicOptions = ['AUTO', 'ON', 'OFF'] as const;

export { styleTypes } from '@/lib/server/sandbox/vocabulary';
