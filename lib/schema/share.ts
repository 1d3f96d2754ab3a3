import { z } from 'zod';

/** What a link's maker chose. `days` null: no end. Remix needs the prompt shown. */
export const shareRequest = z
  .strictObject({
    images: z.array(z.string().min(1).max(64)).min(1).max(500),
    title: z.string().trim().max(200).optional(),
    days: z.int().min(1).max(3650).nullable().default(14),
    showPrompt: z.boolean().default(false),
    download: z.boolean().default(true),
    remix: z.boolean().default(false),
  })
  .refine((share) => !share.remix || share.showPrompt, {
    path: ['remix'],
    message: 'needs the prompt to be shown',
  });
export type ShareRequest = z.infer<typeof shareRequest>;

/** A revocable link. `url` is null in lists: only its hash is kept, so the address is told once. */
export const share = z.object({
  id: z.string(),
  url: z.string().nullable(),
  title: z.string().nullable(),
  images: z.array(z.string()),
  showPrompt: z.boolean(),
  download: z.boolean(),
  remix: z.boolean(),
  opened: z.int(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type Share = z.infer<typeof share>;

export const shareReply = z.object({ share });
export const sharesReply = z.object({ shares: z.array(share) });
