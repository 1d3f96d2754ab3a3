import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import { editDraft, type Draft } from '@/lib/client/draft';
import { randomSeed, readSeed } from '@/lib/client/seed';

export function SeedPanel({ draft }: { draft: Draft }) {
  const t = useTranslations('composer');
  return (
    <>
      <Segmented
        wide
        label={t('seed.name')}
        options={[
          { value: 'new', label: t('seed.new') },
          { value: 'fixed', label: t('seed.fixed') },
        ]}
        value={draft.seed === null ? 'new' : 'fixed'}
        onChange={(value) => editDraft({ seed: value === 'new' ? null : randomSeed() })}
      />
      {draft.seed !== null && (
        <div className="mt-2.5">
          <Field
            aria-label={t('seed.number')}
            inputMode="numeric"
            autoComplete="off"
            value={String(draft.seed)}
            onChange={(event) => editDraft({ seed: readSeed(event.target.value) })}
            end={
              <IconButton
                icon="seed"
                size="small"
                label={t('seed.dice')}
                onClick={() => editDraft({ seed: randomSeed() })}
              />
            }
          />
        </div>
      )}
      <p className="panel-note">{t('seed.note')}</p>
    </>
  );
}
