import { useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { closeImage } from '@/lib/client/location';
import { useWayOut } from '@/lib/client/way-out';
import { AppError } from '@/lib/schema/error';

/** The mat while the picture is not known, and what to do when it cannot be had. */
export function NotShown({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const t = useTranslations('viewer');
  const common = useTranslations('common');
  const frame = useRef<HTMLElement>(null);
  useLayoutEffect(() => frame.current?.focus({ preventScroll: true }), []);
  useWayOut(closeImage);
  const missing = error instanceof AppError && error.code === 'not_found';

  return (
    <main ref={frame} tabIndex={-1} aria-label={t('loading')} className="viewer viewer-none">
      {error && (
        <div role="alert" className="grid max-w-[400px] justify-items-start gap-2 p-6">
          <h1 className="text-title font-semibold">{t(missing ? 'missing' : 'failed')}</h1>
          <p className="text-label text-ink-2">{missing ? t('missingNote') : error.message}</p>
          <p className="mt-1.5 flex gap-2">
            {!missing && (
              <Button look="primary" onClick={onRetry}>
                {common('tryAgain')}
              </Button>
            )}
            <Button look={missing ? 'primary' : 'plain'} icon="back" onClick={closeImage}>
              {t('library')}
            </Button>
          </p>
        </div>
      )}
    </main>
  );
}
