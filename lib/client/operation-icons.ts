import type { OperationName } from '@/lib/schema/operation';

/** The drawn icon of each operation, wherever it is offered. */
export const operationIcons = {
  generate: 'image',
  remix: 'remix',
  reframe: 'reframe',
  'replace-background': 'backdrop',
  'remove-background': 'cutout',
  upscale: 'upscale',
  describe: 'describe',
  'magic-prompt': 'magic',
} as const satisfies Record<OperationName, string>;
