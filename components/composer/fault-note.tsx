import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { isUnanswered } from '@/lib/client/api';
import type { AppError } from '@/lib/schema/error';
import { strayFaults } from './faults';
import type { ChipName } from './chip-facts';

/** Why a press did not start anything; what was written is untouched. */
export function FaultNote({ fault, shown }: { fault: AppError; shown: readonly ChipName[] }) {
  const t = useTranslations('composer');
  const errors = useTranslations('errors');
  const fields = fault.fields ?? {};
  const stray = strayFaults(fields, shown).map(([path, text]) => `${path} ${text}.`);
  const unanswered = isUnanswered(fault);
  return (
    <div role="alert" className="composer-note">
      <Icon name="refused" size={14} className="mt-px text-madder" />
      <span>
        <b className="font-medium text-ink">{t(unanswered ? 'fault.unanswered' : 'fault.title')}.</b>{' '}
        {unanswered ? errors('unclear') : fault.message}{' '}
        {fields['prompt'] && `${t('prompt')} ${fields['prompt']}. `}
        {stray.join(' ')} {t('fault.kept')}
      </span>
    </div>
  );
}
