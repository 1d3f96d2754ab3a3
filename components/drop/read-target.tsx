import { useTranslations } from 'use-intl/react';
import { changesBetween } from '@/lib/client/prompt-changes';
import type { Found } from './found-settings';
import { Target } from './target';
import type { Reading } from './use-subject';

/** What a picture was made with, shown before anything of it is applied. */
export function ReadTarget({ reading, framed, lit, onPress }: {
  reading: Reading;
  framed: boolean;
  lit: boolean;
  onPress: (() => void) | null;
}) {
  const t = useTranslations('drop');
  const { state } = reading;
  return (
    <Target
      name="read"
      title={t('read')}
      keys="4"
      lit={lit}
      framed={framed}
      dim={state === 'none' || state === 'refused'}
      figure={state === 'found' ? <Figures found={reading.found} /> : null}
      onPress={onPress}
    >
      {t(`readNote.${state}`)}
    </Target>
  );
}

function Figures({ found }: { found: Found }) {
  const t = useTranslations('drop');
  const styles = useTranslations('composer.style');
  const { added, unit } = changesBetween('', found.prompt);
  const rows: [string, string | null][] = [
    [t('found.prompt'), t(unit === 'words' ? 'found.words' : 'found.characters', { count: added })],
    [t('found.model'), found.model],
    [t('found.ratio'), found.ratio],
    [t('found.style'), found.style && styles(found.style)],
    [t('found.seed'), found.seed === null ? null : String(found.seed)],
  ];
  return (
    <dl className="target-found">
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
