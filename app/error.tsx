'use client';

import { useTranslations } from 'use-intl/react';
import { Button, buttonClass } from '@/components/ui/button';

/** An error that took the page: what happened, what is untouched, what now. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('errors');
  const common = useTranslations('common');
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div
        role="alert"
        className="grid w-full max-w-[400px] gap-2 rounded-sheet bg-sheet p-[22px] shadow-lift-2 ring-1 ring-line"
      >
        <h1 className="text-title font-semibold text-balance">{t('pageTitle')}</h1>
        <p className="text-label text-ink-2">{t('pageText')}</p>
        {error.digest && <p className="text-caption text-ink-3">{t('request', { id: error.digest })}</p>}
        <div className="mt-1.5 flex gap-2">
          <Button look="primary" onClick={reset}>
            {common('tryAgain')}
          </Button>
          <a href="/api/health/ready" className={buttonClass('plain')}>
            {t('health')}
          </a>
        </div>
      </div>
    </main>
  );
}
