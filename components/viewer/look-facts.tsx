import { useTranslations } from 'use-intl/react';
import { usePresetNames } from '@/lib/client/use-preset-names';
import type { Operation } from '@/lib/schema/operation';
import type { Task } from '@/lib/schema/task';
import { Fact } from './fact';
import { ReferenceLinks } from './reference-links';

type Look = Partial<
  Pick<
    Extract<Operation, { operation: 'generate' }>,
    'renderingSpeed' | 'stylePreset' | 'styleCodes' | 'styleImages' | 'characterImage'
  >
>;

/** How it was to look, beside the words and the general style: what of it was set. */
export function LookFacts({ task: { input } }: { task: Task }) {
  const t = useTranslations('viewer');
  const speeds = useTranslations('composer.speed');
  const asked: Look & { operation: string } = input;
  const { renderingSpeed, stylePreset, styleCodes, styleImages, characterImage } = asked;
  const { nameOf } = usePresetNames(stylePreset !== undefined);
  return (
    <>
      {renderingSpeed && <Fact name={t('speed')}>{speeds(renderingSpeed)}</Fact>}
      {stylePreset && <Fact name={t('preset')}>{nameOf(stylePreset)}</Fact>}
      {styleCodes && <Fact name={t('codes')}>{styleCodes.join(t('comma'))}</Fact>}
      {styleImages && (
        <Fact name={t('styleOf')}>
          <ReferenceLinks ids={styleImages} />
        </Fact>
      )}
      {characterImage && (
        <Fact name={t('characterOf')}>
          <ReferenceLinks ids={[characterImage]} />
        </Fact>
      )}
    </>
  );
}
