import { z } from 'zod';
import { image } from './image';
import { task } from './task';

/**
 * One entry of the gallery: what one press made, or one upload. In the unfiltered library `task` is the whole task
 * (open, failed and described ones included) and `images` its pictures; in a filtered view `task` is null and
 * `images` are the neighbours of one task that match.
 */
export const run = z.object({ id: z.string(), task: task.nullable(), images: z.array(image) });
export type Run = z.infer<typeof run>;

export const runPage = z.object({
  runs: z.array(run),
  next: z.string().nullable(),
  total: z.int().optional(),
  revision: z.int().optional(),
});
export type RunPage = z.infer<typeof runPage>;
