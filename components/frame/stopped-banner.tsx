'use client';

import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { notifyFault } from '@/components/ui/toast';
import { connectionMutations } from '@/lib/client/connections';
import { timeOfDay } from '@/lib/client/dates';
import { showConnection } from '@/lib/client/shown-connection';
import type { StoppedConnection } from '@/lib/client/status';
import { stopCauseOf } from '@/lib/client/stops';
import { Banner } from './banner';

/** Which connection sends nothing, why, what waits for it, and the one thing to do. */
export function StoppedBanner({ connection }: { connection: StoppedConnection }) {
  const t = useTranslations('frame.stopped');
  const locale = useLocale();
  const { mutateAsync: resume, isPending } = useMutation(connectionMutations.resume);
  const { id, label, stopped, waitingTasks } = connection;
  const cause = stopCauseOf(stopped.error.code);
  const send = async () => {
    if (isPending) return;
    // The banner itself is gone by then, and with it what hangs on a mutation's own call.
    await resume(id);
    announce(t('resumed', { label }));
  };

  return (
    <Banner
      look={cause === 'unclear' ? 'ochre' : 'madder'}
      icon={cause === 'unclear' ? 'unknown' : 'refused'}
      title={t(`${cause}.title`, { label })}
      action={
        <span className="ml-[26px] flex flex-wrap gap-1 md:ml-auto md:flex-nowrap">
          {cause !== 'unclear' && (
            <Button size="small" className="max-md:h-11" onClick={() => showConnection(id)}>
              {t('open')}
            </Button>
          )}
          {cause !== 'key' && (
            <Button
              size="small"
              look="plain"
              className={cause === 'unclear' ? 'max-md:-ml-2.5 max-md:h-11' : 'max-md:h-11'}
              aria-disabled={isPending || undefined}
              onClick={() => void send().catch(notifyFault)}
            >
              {t(cause === 'unclear' ? 'sendAnyway' : 'send')}
            </Button>
          )}
        </span>
      }
    >
      {t(`${cause}.text`, {
        count: waitingTasks,
        time: stopped.until === null ? '' : timeOfDay(new Date(stopped.until), locale),
      })}
    </Banner>
  );
}
