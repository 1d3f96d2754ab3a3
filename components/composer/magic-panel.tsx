import { useTranslations } from 'use-intl/react';
import { Segmented } from '@/components/ui/segmented';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { magicPrompts } from '@/lib/schema/choices';
import { WriteOut } from './write-out';

const notes = { auto: 'magic.noteAuto', on: 'magic.noteOn', off: 'magic.noteOff' } as const;

export function MagicPanel({ settled, onDone }: { settled: Settled; onDone: () => void }) {
  const t = useTranslations('composer');
  const chosen = settled.magicPrompt ?? 'auto';
  return (
    <>
      <Segmented
        wide
        label={t('magic.name')}
        options={magicPrompts.map((value) => ({ value, label: t(`magic.${value}`) }))}
        value={chosen}
        onChange={(value) => editDraft({ magicPrompt: value === 'auto' ? null : value })}
      />
      <p className="panel-note">{t(notes[chosen])}</p>
      <WriteOut onDone={onDone} />
    </>
  );
}
