import { useLocale, useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import type { ReferenceKind } from '@/lib/client/references';
import { fileSize, pixels } from '@/lib/client/sizes';
import type { Subject } from './use-subject';

/** What lies here, how it is coming along, and what stopped it. */
export function Lead({ stage, empty, purpose, subject, storing, fault, onAgain }: {
  stage: 'drag' | 'choose';
  /** There is no picture yet. */
  empty: boolean;
  /** What the picture is picked for, when that is settled. */
  purpose: ReferenceKind | null;
  subject: Subject;
  storing: File | null;
  fault: Error | null;
  /** Picks another file. */
  onAgain: () => void;
}) {
  const t = useTranslations('drop');
  const locale = useLocale();
  const { reading, name, size, image, file } = subject;
  const refused = fault?.message ?? subject.fault?.message ?? (reading.state === 'refused' ? reading.error.message : null);
  const facts = [
    name,
    size && pixels(size),
    image ? t('fromLibrary') : file && t('fromDisk', { size: fileSize(file.size, locale) }),
  ];

  return (
    <div className="drop-lead">
      <h1>{t(stage === 'drag' ? 'letGo' : !empty ? 'title' : purpose ? `whichFor.${purpose}` : 'which')}</h1>
      {name !== null && <p>{facts.filter(Boolean).join(t('comma'))}</p>}
      {storing && (
        <p role="status" className="drop-storing">
          {t('storing', { name: storing.name, size: fileSize(storing.size, locale) })}
        </p>
      )}
      {refused !== null && !storing && (
        <p role="alert" className="drop-fault">
          <Icon name="refused" className="text-madder" />
          {refused}
          {file && (
            <Button size="small" onClick={onAgain}>
              {t('another')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
