import { serverTranslations } from '@/app/messages';
import type { ImageSize } from '@/lib/schema/image';
import type { SharedImage } from '@/lib/schema/shared-view';
import { formerConnections, publicConnections } from '@/lib/server/offers';

/** The address of a shared picture's bytes, which carry nothing that was hidden. */
export const sharedFileUrl = (token: string, index: number, size: ImageSize, download = false): string =>
  `/s/${token}/${index}?size=${size}${download ? '&download=1' : ''}`;

/** The model as a person knows it; null where it is hidden or unknown. */
export function modelName({ model }: SharedImage): string | null {
  const known = [...publicConnections(), ...formerConnections()]
    .flatMap(({ models }) => models)
    .find(({ id }) => id === model);
  return known?.label ?? model;
}

/** What is needed to make a picture again in another studio, as lines of text. */
export async function settingsText(image: SharedImage): Promise<string> {
  const t = await serverTranslations('share');
  const model = modelName(image);
  const lines = [
    image.prompt ?? '',
    '',
    ...(model === null ? [] : [`${t('model')}: ${model}`]),
    `${t('size')}: ${image.width} × ${image.height}`,
    ...(image.seed === null ? [] : [`${t('seed')}: ${image.seed}`]),
  ];
  return lines.join('\n');
}
