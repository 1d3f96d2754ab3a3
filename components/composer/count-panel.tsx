import { useTranslations } from 'use-intl/react';
import { Segmented } from '@/components/ui/segmented';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';

export function CountPanel({ settled }: { settled: Settled }) {
  const t = useTranslations('composer');
  const options = Array.from({ length: settled.capability.count }, (_, index) => ({
    value: index + 1,
    label: String(index + 1),
  }));
  return (
    <Segmented
      wide
      label={t('count.title')}
      options={options}
      value={settled.count}
      onChange={(count) => editDraft({ count })}
    />
  );
}
