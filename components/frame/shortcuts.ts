/** What the sheet lists. `Command` is drawn as ⌘ or Ctrl. */
export const shortcuts = [
  {
    group: 'anywhere',
    entries: [
      { action: 'submit', keys: ['Command', '↵'] },
      { action: 'prompt', keys: ['Alt', 'A'] },
      { action: 'history', keys: ['Alt', '↑', '↓'] },
      { action: 'search', keys: ['/'] },
      { action: 'sheet', keys: ['?'] },
    ],
  },
  {
    group: 'gallery',
    entries: [
      { action: 'move', keys: ['←', '→', '↑', '↓'] },
      { action: 'open', keys: ['↵'] },
      { action: 'select', keys: ['X', '⇧ X'] },
      { action: 'clear', keys: ['Esc'] },
      { action: 'size', keys: ['-', '='] },
    ],
  },
  {
    group: 'picture',
    entries: [
      { action: 'remix', keys: ['R'] },
      { action: 'reframe', keys: ['F'] },
      { action: 'background', keys: ['B', 'C'] },
      { action: 'upscale', keys: ['U'] },
      { action: 'describe', keys: ['E'] },
      { action: 'favourite', keys: ['.'] },
      { action: 'usePrompt', keys: ['P', 'S', 'A'] },
      { action: 'facts', keys: ['I'] },
      { action: 'share', keys: ['L'] },
      { action: 'trash', keys: ['Del'] },
    ],
  },
] as const;
