import { useRef, useState, type KeyboardEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { Field } from '@/components/ui/field';
import { takeWay } from '@/lib/client/draft-note';
import type { Settled } from '@/lib/client/fit';
import { usePresetNames } from '@/lib/client/use-preset-names';
import type { StylePreset } from '@/lib/schema/operation';
import { ChoiceGrid } from './choice-grid';

const none = 'none';

/** The named looks by their names, found by a word of the page's language or of the provider's. */
export function PresetGrid({ settled }: { settled: Settled }) {
  const t = useTranslations('composer.preset');
  const locale = useLocale();
  const { nameOf, pending } = usePresetNames(true);
  const [sought, setSought] = useState('');
  const section = useRef<HTMLElement>(null);
  const { capability, stylePreset } = settled;
  const words = sought.trim().toLocaleLowerCase(locale);
  const named = (preset: StylePreset) =>
    `${nameOf(preset)} ${preset.replaceAll('-', ' ')}`.toLocaleLowerCase(locale).includes(words);
  const found = capability.stylePresets
    .filter(named)
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), locale, { numeric: true }));
  const choose = (preset: StylePreset | null) =>
    takeWay('preset', { stylePreset: preset }, preset === null ? null : settled);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      section.current?.querySelector<HTMLInputElement>('input[type=radio]')?.focus();
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || words === '') return;
    // In the search, Enter chooses; the panel stays for a look at what was chosen.
    event.preventDefault();
    event.stopPropagation();
    if (found[0]) choose(found[0]);
  }

  return (
    <section ref={section} aria-labelledby="preset-head">
      <h3 id="preset-head" className="panel-head">
        {t('name')}
        {stylePreset && <span>{nameOf(stylePreset)}</span>}
      </h3>
      <Field
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        value={sought}
        onChange={(event) => setSought(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {pending && (
        <p role="status" className="panel-note">
          {t('fetching')}
        </p>
      )}
      {!pending && found.length === 0 && (
        <p role="status" className="panel-note">
          {t('nothing')}
        </p>
      )}
      <ChoiceGrid
        label={t('name')}
        name="preset"
        className="presets"
        options={pending ? [] : words === '' ? [none, ...found] : found}
        chosen={stylePreset ?? none}
        onChoose={(preset) => choose(preset === none ? null : preset)}
      >
        {(preset) => (preset === none ? t('none') : nameOf(preset))}
      </ChoiceGrid>
    </section>
  );
}
