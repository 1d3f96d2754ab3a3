import 'server-only';
import { mix, saturate } from './color';

export type Light = 'dawn' | 'noon' | 'dusk' | 'night';

/** What the hour does to the local colour of a thing. */
export function underLight(color: string, light: Light, fog: boolean): string {
  const lit = hour(color, light);
  return fog ? mix(saturate(lit, 0.75), light === 'night' ? '#3d4c5a' : '#d9d9d0', 0.18) : lit;
}

function hour(color: string, light: Light): string {
  switch (light) {
    case 'night':
      return mix(color, '#0e1a33', 0.5);
    case 'dusk':
      return mix(color, '#7a3b3a', 0.13);
    case 'dawn':
      return mix(color, '#f2c9a0', 0.1);
    case 'noon':
      return color;
  }
}

/** Five stops from the zenith to the horizon, four sets for each hour. */
export const skies: Record<Light, readonly (readonly [string, string, string, string, string])[]> = {
  dusk: [
    ['#233b57', '#496a80', '#c98f6d', '#f0bd86', '#f7dcae'],
    ['#2b2f4a', '#5f5a78', '#b5707a', '#eb9a75', '#f8cf9a'],
    ['#1d4a57', '#3f7c80', '#9db79a', '#e9cf95', '#f6e7c0'],
    ['#3a2f45', '#7a4a58', '#c8694f', '#ee9c5a', '#f9d490'],
  ],
  dawn: [
    ['#7e9db5', '#a9b9bd', '#e0c4b2', '#f1d7bc', '#fbeedb'],
    ['#8a8fae', '#b7a5b3', '#e4b8ac', '#f4d3b8', '#fcecd4'],
    ['#6f9a9c', '#9fbdb2', '#d5d3b6', '#efdcb8', '#faeed6'],
    ['#9a8fa0', '#c9aaa8', '#ecbd9f', '#f6d8b0', '#fdf0d4'],
  ],
  noon: [
    ['#6ba7bf', '#93c2cb', '#bcd9d3', '#dde8d6', '#f3eed9'],
    ['#5d97b8', '#8db8c8', '#b9d3d2', '#dfe4d4', '#f1ead4'],
    ['#7fb0a8', '#a4c8b9', '#c8dcc8', '#e4e8cf', '#f5f0d9'],
    ['#8aa9c4', '#aec3cf', '#cfd9d6', '#e6e5d6', '#f4ecdb'],
  ],
  night: [
    ['#0b1728', '#13263c', '#1f3c54', '#365a6c', '#5e7f86'],
    ['#11122a', '#1b2145', '#2f3763', '#4e5385', '#7f7ea0'],
    ['#0a1d22', '#12303a', '#1f4a52', '#3a6a69', '#6d9186'],
    ['#171326', '#282041', '#45335a', '#6c4b6e', '#a0787f'],
  ],
};
