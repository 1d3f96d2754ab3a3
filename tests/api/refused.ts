import { promptLimit } from '@/lib/schema/choices';

/** A body that an operation refuses: what is wrong with it, the operation, the body, the fault of each field. */
type Refused = [name: string, operation: string, body: unknown, fields: Record<string, string>];

const long = { prompt: `must be at most ${promptLimit} characters` };
const unclean = { prompt: 'holds a character that cannot be stored' };
const notAnObject = { body: 'must be an object' };
const styles = { style: 'must be one of auto, general, realistic, design, render-3d, anime, fiction' };
const bothShapes = { prompt: 'x', aspectRatio: '1:1', resolution: '1024x1024' };
const palette = (member: object) => ({ prompt: 'x', colorPalette: { members: [member] } });

export const refused: Refused[] = [
  ['an empty prompt', 'generate', { prompt: '  ' }, { prompt: 'must not be empty' }],
  ['no prompt', 'generate', {}, { prompt: 'is required' }],
  ['a prompt of 20,000 characters', 'generate', { prompt: 'x'.repeat(20_000) }, long],
  ['a prompt that is a number', 'generate', { prompt: 5 }, { prompt: 'must be text' }],
  ['a NUL in the prompt', 'generate', { prompt: 'a\0b' }, unclean],
  ['half a letter in the prompt', 'generate', { prompt: 'a\ud83d' }, unclean],
  ['seed -1', 'generate', { prompt: 'x', seed: -1 }, { seed: 'must be at least 0' }],
  [
    'a seed over the top',
    'generate',
    { prompt: 'x', seed: 2147483648 },
    { seed: 'must be at most 2147483647' },
  ],
  ['half a picture', 'generate', { prompt: 'x', count: 1.5 }, { count: 'must be a whole number' }],
  ['nine pictures', 'generate', { prompt: 'x', count: 9 }, { count: 'must be at most 8' }],
  ['two shapes', 'generate', bothShapes, { resolution: 'cannot be set together with aspectRatio' }],
  [
    'a ratio that is none',
    'generate',
    { prompt: 'x', aspectRatio: 'wide' },
    { aspectRatio: 'must be a ratio such as 16:9' },
  ],
  ['an unknown style', 'generate', { prompt: 'x', style: 'cubist' }, styles],
  ['an unknown field', 'generate', { prompt: 'x', turbo: true }, { turbo: 'is not known here' }],
  [
    'unknown fields deep inside',
    'generate',
    palette({ color: '#ff0000', share: 1 }),
    { 'colorPalette.members.0.share': 'is not known here' },
  ],
  [
    'a colour that is none',
    'generate',
    palette({ color: 'red' }),
    { 'colorPalette.members.0.color': 'must be a colour such as #2f5a4b' },
  ],
  ['a list', 'generate', [], notAnObject],
  ['nothing', 'generate', null, notAnObject],
  ['a picture for generate', 'generate', { prompt: 'x', image: 'x' }, { image: 'is not known here' }],
  ['no picture', 'remix', { prompt: 'x' }, { image: 'is required' }],
  [
    'a weight over 100',
    'remix',
    { prompt: 'x', image: 'x', imageWeight: 101 },
    { imageWeight: 'must be at most 100' },
  ],
  [
    'two faults at once',
    'upscale',
    { image: 'x', detail: 0, resemblance: 'much' },
    { resemblance: 'must be a number', detail: 'must be at least 1' },
  ],
];
