import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { setLetters, useLetters } from '@/lib/client/letters';
import { Setting } from './setting';

/** Whether single letters are shortcuts, and the way to the sheet of them all. */
export function Keyboard({ onShortcuts }: { onShortcuts: () => void }) {
  const t = useTranslations('connections');
  const frame = useTranslations('frame');
  const letters = useLetters();
  return (
    <>
      <h1 className="mb-5 text-title font-semibold">{t('section.keyboard')}</h1>
      <div className="rounded-sheet bg-sheet ring-1 ring-line">
        <Setting id="letters-switch" name={frame('letters')} note={t('lettersNote')}>
          <Switch labelledBy="letters-switch" checked={letters} onChange={setLetters} />
        </Setting>
        <Setting name={frame('shortcuts')} note={t('shortcutsNote')}>
          <Button icon="keyboard" className="max-md:h-11" onClick={onShortcuts}>
            {t('shortcutsShow')} <Kbd>?</Kbd>
          </Button>
        </Setting>
      </div>
    </>
  );
}
