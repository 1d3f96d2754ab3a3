import { requestLocale, serverTranslations } from '@/app/messages';
import { presetNames } from '@/lib/client/preset-names';
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

/** How a picture was asked to look, as a person reads it: a name and a value each; nothing where it is hidden. */
export async function lookWords({ look }: SharedImage): Promise<(readonly [string, string])[]> {
  if (look === null) return [];
  const [locale, t, words] = await Promise.all([
    requestLocale(),
    serverTranslations('share'),
    serverTranslations('composer'),
  ]);
  const { style, renderingSpeed, stylePreset, styleCodes, styleImages, characterImage } = look;
  const rows = [
    [t('style'), style && words(`style.${style}`)],
    [t('preset'), stylePreset && (await presetNames(locale))[stylePreset]],
    [t('codes'), styleCodes.join(', ')],
    [t('speed'), renderingSpeed && words(`speed.${renderingSpeed}`)],
    [t('styleOf'), styleImages > 0 && t('otherPictures', { count: styleImages })],
    [t('characterOf'), characterImage && t('otherPictures', { count: 1 })],
  ] as const;
  return rows.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
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
    ...(await lookWords(image)).map(([name, value]) => `${name}: ${value}`),
    ...(image.seed === null ? [] : [`${t('seed')}: ${image.seed}`]),
  ];
  return lines.join('\n');
}
