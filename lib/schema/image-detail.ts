import { z } from 'zod';
import { image } from './image';
import { task } from './task';

/**
 * One picture and where it stands: `parents` from the first ancestor down to the direct one (at most 20; one in the
 * trash has `deletedAt`), `children` the pictures made from it, newest first (at most 50). `task` null: an upload.
 * `weights` names the image weight (1 to 100) that each remix among them was asked with, by the picture's id.
 */
export const imageDetail = z.object({
  image,
  task: task.nullable(),
  parents: z.array(image),
  children: z.array(image),
  weights: z.record(z.string(), z.int()),
});
export type ImageDetail = z.infer<typeof imageDetail>;

export const imageReply = z.object({ image });
