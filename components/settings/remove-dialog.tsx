'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { notify } from '@/components/ui/toast';
import { connectionMutations } from '@/lib/client/connections';
import type { ConnectionEntry } from '@/lib/schema/connection';
import { AppError } from '@/lib/schema/error';

/** Asks before a connection and its key go; while tasks of it are open it can only be switched off. */
export function RemoveDialog({ connection, onClose }: { connection: ConnectionEntry; onClose: () => void }) {
  const t = useTranslations('connections');
  const common = useTranslations('common');
  const { mutateAsync: remove, isPending: removing, error } = useMutation(connectionMutations.remove);
  const { mutateAsync: change, isPending: changing, error: notOff } = useMutation(connectionMutations.change);
  const { id, label, openTasks, off } = connection;
  const busy = removing || changing;
  const inUse = openTasks > 0 || (error instanceof AppError && error.status === 409);
  const fault = notOff ?? (inUse && openTasks > 0 ? null : error);
  // The dialog goes with the connection's row, which may be before the answer is told to whoever is drawn.
  const endWith = async (done: Promise<unknown>, title: string) => {
    await done;
    announce(title);
    notify({ kind: 'done', title });
    onClose();
  };
  const switchOff = () => endWith(change({ id, patch: { off: true } }), t('switchedOff', { label }));
  const takeAway = () => endWith(remove(id), t('remove.done', { label }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('remove.title', { label })}
      closeLabel={common('close')}
      width={440}
      footer={
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          {inUse && !off && (
            <Button
              look="primary"
              aria-disabled={busy || undefined}
              onClick={() => !busy && void switchOff().catch(() => undefined)}
            >
              {t('remove.offInstead')}
            </Button>
          )}
          {!inUse && (
            <Button
              look="danger"
              icon="trash"
              aria-disabled={busy || undefined}
              onClick={() => !busy && void takeAway().catch(() => undefined)}
            >
              {t('act.remove')}
            </Button>
          )}
        </div>
      }
    >
      <div className="grid gap-2 px-5 pb-4 text-label">
        <p>{t('remove.keeps')}</p>
        {inUse && openTasks > 0 && (
          <p role="alert" className="flex gap-2">
            <Icon name="alert" className="mt-px text-ochre" />
            {t(off ? 'remove.inUseOff' : 'remove.inUse', { count: openTasks })}
          </p>
        )}
        {fault && (
          <p role="alert" className="flex gap-2">
            <Icon name="refused" className="mt-px text-madder" />
            {fault.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
