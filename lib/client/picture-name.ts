import type { Image } from '@/lib/schema/image';
import { promptWords } from './structured-prompt';

/** What a picture goes by: the words it was asked with, else the name of its file; null when it has neither. */
export const pictureName = ({ prompt, name }: Pick<Image, 'prompt' | 'name'>): string | null =>
  prompt === null ? name : promptWords(prompt);
