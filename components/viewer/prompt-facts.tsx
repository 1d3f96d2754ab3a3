import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Segmented } from '@/components/ui/segmented';
import { languageOf } from '@/lib/client/language';
import { changesBetween, type Change } from '@/lib/client/prompt-changes';
import { promptWords, readStructured } from '@/lib/client/structured-prompt';
import type { Image } from '@/lib/schema/image';
import type { Actions } from './use-actions';

type View = 'asked' | 'used' | 'changes';

/** The words: as they were asked, as the provider used them, and what lies between. */
export function PromptFacts({ image, letters, actions }: { image: Image; letters: boolean; actions: Actions }) {
  const t = useTranslations('viewer');
  const named = useTranslations('operation');
  const prompt = image.prompt && promptWords(image.prompt);
  const usedPrompt = image.usedPrompt && promptWords(image.usedPrompt);
  const structure = [image.usedPrompt, image.prompt].find((words) => words && readStructured(words));
  const differ = prompt !== null && prompt !== '' && usedPrompt !== null && usedPrompt !== prompt;
  const [view, setView] = useState<View>('changes');
  if (prompt === null && usedPrompt === null) {
    return (
      <section>
        <div className="facts-head">
          <h2>{image.operation === null ? t('upload') : named(image.operation)}</h2>
        </div>
        {image.operation !== null && <p className="text-ink-2">{t('noPrompt')}</p>}
        {image.name !== null && <p className="facts-prompt break-words">{image.name}</p>}
      </section>
    );
  }
  const words = (view === 'used' ? usedPrompt : prompt) || usedPrompt || prompt || '';

  return (
    <section>
      <div className="facts-head">
        <h2>{t('prompt')}</h2>
        {differ && (
          <Segmented
            label={t('versions')}
            options={(['asked', 'used', 'changes'] as const).map((value) => ({ value, label: t(value) }))}
            value={view}
            onChange={setView}
          />
        )}
      </div>
      {differ && view === 'changes' ? (
        <Changes asked={prompt} used={usedPrompt} />
      ) : (
        <p className="facts-prompt" lang={languageOf(words)}>
          {words || t('noPrompt')}
        </p>
      )}
      {structure && (
        <details className="facts-structure">
          <summary>{t('structure')}</summary>
          <pre className="structure">{structure}</pre>
        </details>
      )}
      <div className="facts-acts">
        <Button size="small" onClick={actions.takePrompt}>
          {t('usePrompt')}
          {letters && <Kbd>P</Kbd>}
        </Button>
        <Button size="small" onClick={actions.takeAll}>
          {t('useAll')}
          {letters && <Kbd>A</Kbd>}
        </Button>
        {image.seed !== null && (
          <Button size="small" data-tip={t('repeatNote')} data-tip-align="end" onClick={actions.repeat}>
            {t('repeat')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Changes({ asked, used }: { asked: string; used: string }) {
  const t = useTranslations('viewer');
  const { parts, added, removed, unit } = useMemo(() => changesBetween(asked, used), [asked, used]);
  return (
    <>
      <p className="facts-prompt" lang={languageOf(used)}>
        {parts.map((part, index) => (
          <Part key={index} part={part} />
        ))}
      </p>
      <p className="mt-3 text-caption text-ink-3">{t(unit === 'words' ? 'changedWords' : 'changedCharacters', { added, removed })}</p>
    </>
  );
}

function Part({ part: { kind, text } }: { part: Change }) {
  if (kind === 'kept') return <span>{text}</span>;
  return kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>;
}
