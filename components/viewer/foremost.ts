import type { PictureOperation } from '@/lib/client/draft';

const first: readonly PictureOperation[] = ['remix', 'upscale', 'describe'];

/** Of what is offered, the operations that stand in the open; the rest are in the menu. */
export const foremost = (offered: readonly PictureOperation[]): PictureOperation[] =>
  offered.filter((operation) => first.includes(operation));

/** Those of the menu. */
export const lessOften = (offered: readonly PictureOperation[]): PictureOperation[] =>
  offered.filter((operation) => !first.includes(operation));
