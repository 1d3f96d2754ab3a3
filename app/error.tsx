'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button, buttonClass } from '@/components/ui/button';
import type { ErrorBody } from '@/lib/schema/error';

/** An error that took the page: what happened, what is untouched, what now. */
export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  const [reason, setReason] = useState<string | null>(null);
  // What a page died of is told to the log alone; when the studio is not well, that is most likely why.
  useEffect(() => void whatIsWrong().then(setReason, () => undefined), []);
  const t = useTranslations('errors');
  const common = useTranslations('common');
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div
        role="alert"
        className="grid w-full max-w-[400px] gap-2 rounded-sheet bg-sheet p-[22px] shadow-lift-2 ring-1 ring-line"
      >
        <h1 className="text-title font-semibold text-balance">{t('pageTitle')}</h1>
        <p className="text-label text-ink-2">{t('pageText', { reason: reason ?? t('pageReason') })}</p>
        {error.digest && <p className="text-caption text-ink-3">{t('request', { id: error.digest })}</p>}
        <div className="mt-1.5 flex gap-2">
          <Button look="primary" onClick={retry}>
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

/** Why the studio is not well, in its own words; null when it is. By hand, because every page carries this one. */
async function whatIsWrong(): Promise<string | null> {
  const reply = await fetch('/api/health/ready');
  return reply.ok ? null : ((await reply.json()) as ErrorBody).error.message;
}
