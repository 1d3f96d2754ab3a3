'use client';

import { useTranslations } from 'use-intl/react';
import { Dialog } from '@/components/ui/dialog';

const variables = [
  { name: 'IDEOGRAM_API_KEY', says: 'key', example: null },
  { name: 'IDEOGRAM_BASE_URL', says: 'base', example: 'https://gateway.example' },
  { name: 'IDEOGRAM_AUTH', says: 'auth', example: 'bearer' },
  { name: 'IDEOGRAM_PATH_PREFIX', says: 'prefix', example: '/ideogram/v1' },
] as const;

/** Says which variables connect a key; the server reads them when it starts. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('connect');
  const common = useTranslations('common');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      note={t('note')}
      closeLabel={common('close')}
      width={520}
    >
      <div className="px-5 pb-5 text-label">
        <p>{t('intro')}</p>
        <dl className="mt-3">
          {variables.map(({ name, says, example }) => (
            <div key={name} className="border-t border-line py-2.5">
              <dt className="flex justify-between gap-4 font-medium">
                <span className="select-all">{example ? `${name}=${example}` : `${name}=…`}</span>
                <span className="font-normal text-ink-3">
                  {t(example === null ? 'required' : 'optional')}
                </span>
              </dt>
              <dd className="mt-0.5 text-caption text-ink-2">{t(says)}</dd>
            </div>
          ))}
        </dl>
        <p className="border-t border-line pt-3 text-ink-2">{t('after')}</p>
      </div>
    </Dialog>
  );
}
