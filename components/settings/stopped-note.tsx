import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { connectionMutations } from '@/lib/client/connections';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { useServerState } from '@/lib/client/server-state';
import { stopCauseOf } from '@/lib/client/stops';
import type { ConnectionEntry, ConnectionStop } from '@/lib/schema/connection';
import { standingOf } from './standing';

/** Why a connection sends nothing, since when, what ends that, and the ways to end it now. */
export function StoppedNote({ connection, stopped, onChange, onResumed }: {
  connection: ConnectionEntry;
  stopped: ConnectionStop;
  onChange: () => void;
  onResumed: () => void;
}) {
  const t = useTranslations('connections.stopped');
  const locale = useLocale();
  const { reachable } = useServerState();
  const { mutateAsync, isPending, error } = useMutation(connectionMutations.resume);
  const { id, label, source } = connection;
  const cause = stopCauseOf(stopped.error.code);
  const at = new Date(stopped.at);
  const until = stopped.until === null ? null : new Date(stopped.until);
  const resting = isPending || !reachable;
  const resume = async () => {
    if (resting) return;
    // The note itself is gone by then, and with it what hangs on a mutation's own call.
    await mutateAsync(id);
    announce(t('resumed', { label }));
    onResumed();
  };

  return (
    <div className="connection-stopped" data-dot={standingOf(connection, null).dot}>
      <Icon name={cause === 'unclear' ? 'unknown' : 'refused'} />
      <div className="min-w-0 flex-1 basis-[260px]">
        <p>{stopped.error.message}</p>
        <p className="text-ink-2">
          {t('since', { date: dayOfYear(at, locale), time: timeOfDay(at, locale) })}{' '}
          {t(`${cause}.next`, { time: until ? timeOfDay(until, locale) : '' })}
        </p>
        {error && (
          <p role="alert" className="text-madder">
            {error.message}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {cause === 'key' && source === 'page' && (
          <Button className="max-md:h-11" onClick={onChange}>
            {t('key.enter')}
          </Button>
        )}
        <Button
          look={cause === 'credit' ? 'bordered' : 'plain'}
          className="max-md:h-11"
          aria-disabled={resting || undefined}
          onClick={() => void resume().catch(() => undefined)}
        >
          {t(isPending ? 'resuming' : `${cause}.resume`)}
        </Button>
      </div>
    </div>
  );
}
