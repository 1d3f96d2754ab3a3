import type { Config } from 'tailwindcss';

const token = (name: string) => `var(--${name})`;
const tokens = (...names: string[]) => Object.fromEntries(names.map((name) => [name, token(name)]));

/** Colour names are the token names of app/tokens.css; there are no others. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      ...tokens(
        'desk',
        'sheet',
        'well',
        'press',
        'mat',
        'line',
        'edge',
        'ink',
        'ink-2',
        'ink-3',
        'on-ink',
        'on-ink-2',
      ),
      ...tokens(
        'accent',
        'on-accent',
        'accent-wash',
        'ochre',
        'ochre-wash',
        'madder',
        'madder-wash',
        'veil',
        'hatch',
      ),
    },
    screens: { md: '641px', lg: '961px', xl: '1101px', wide: '2000px' },
    borderRadius: {
      none: '0',
      print: '2px',
      key: '4px',
      box: '5px',
      chip: '6px',
      field: '7px',
      sheet: '10px',
      dialog: '12px',
      full: '9999px',
    },
    boxShadow: {
      none: 'none', 'lift-1': token('lift-1'), 'lift-2': token('lift-2'), 'lift-3': token('lift-3'),
    },
    fontSize: {
      key: ['11px', '16px'],
      caption: ['12px', { lineHeight: '16px', letterSpacing: '.004em' }],
      label: ['13px', '18px'],
      body: ['14px', '20px'],
      reading: ['15px', { lineHeight: '24px', letterSpacing: '-.003em' }],
      'prompt-sm': ['16px', { lineHeight: '24px', letterSpacing: '-.006em' }],
      prompt: ['17px', { lineHeight: '26px', letterSpacing: '-.006em' }],
      title: ['20px', { lineHeight: '28px', letterSpacing: '-.012em' }],
      display: ['28px', { lineHeight: '34px', letterSpacing: '-.018em' }],
    },
  },
} satisfies Config;
