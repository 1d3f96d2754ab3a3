import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import type { DraftNote } from '@/lib/client/draft-note';

/** Says once what came of a change of the box beside what was wished, with the way back. */
export function ChangeNote({ note }: { note: DraftNote }) {
  const t = useTranslations('composer');
  const locale = useLocale();
  const list = (names: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
  return (
    <p role="status" className="composer-note">
      <Icon name="info" size={14} className="mt-px text-ochre" />
      {note.what === 'missing' ? (
        <span>{t('aside.missing', { count: note.count })}</span>
      ) : (
        <span>
          {t(`aside.shutOut.${note.by}`, { list: list(note.dropped.map((way) => t(`feature.${way}`))) })}{' '}
          <button type="button" className="link" onClick={note.putBack}>
            {t('aside.putBack')}
          </button>
        </span>
      )}
    </p>
  );
}
