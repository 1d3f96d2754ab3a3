import { createHash } from 'node:crypto';
import type { Brief } from '@/lib/server/sandbox/painter/painter';

/** A small picture to paint, plain where `more` says nothing. */
export const brief = (prompt: string, more: Partial<Brief> = {}): Brief => ({
  prompt,
  width: 512,
  height: 512,
  seed: 7,
  style: 'general',
  ...more,
});

/** What tells two files apart. */
export const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
