'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Dialog } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { setLetters, useLetters } from '@/lib/client/letters';
import { useApple } from '@/lib/client/platform';
import { shortcuts } from './shortcuts';

/** Every shortcut, in two columns, with a search over keys and actions. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('keys');
  const common = useTranslations('common');
  const apple = useApple();
  const letters = useLetters();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const cap = (key: string) => (key === 'Command' ? (apple ? '⌘' : 'Ctrl') : key);
  const found = shortcuts
    .map(({ group, entries }) => ({
      group,
      entries: entries.filter(
        ({ action, keys }) =>
          wanted === '' || `${t(action)} ${keys.map(cap).join(' ')}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      closeLabel={common('close')}
      width={720}
      aside={
        <label className="flex h-8 w-[220px] items-center gap-2 rounded-field px-2.5 text-label text-ink-3 ring-1 ring-line ring-inset focus-within:ring-ink-3">
          <Icon name="search" />
          <input
            type="search"
            aria-label={t('find')}
            placeholder={t('find')}
            className="min-w-0 flex-1 bg-transparent text-ink outline-none placeholder:text-ink-3"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      }
      footer={
        <div className="flex items-center justify-between gap-4 text-caption text-ink-3">
          <span id="letters-note">{t('letters')}</span>
          <Switch labelledBy="letters-note" checked={letters} onChange={setLetters} />
        </div>
      }
    >
      {found.length === 0 && (
        <p role="status" className="px-5 pb-5 text-label text-ink-2">
          {t('none')}
        </p>
      )}
      <div className="px-5 pb-5 text-label md:columns-2 md:gap-10">
        {found.map(({ group, entries }) => (
          <section key={group} className="break-inside-avoid">
            <h3 className="pt-3 pb-1 text-caption font-medium text-ink-3">{t(`groups.${group}`)}</h3>
            <ul>
              {entries.map(({ action, keys }) => (
                <li key={action} className="flex justify-between gap-3 py-[5px]">
                  {t(action)}
                  <span className="flex gap-[3px]">
                    {keys.map((key) => (
                      <Kbd key={key}>{cap(key)}</Kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
