import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { notify } from '@/components/ui/toast';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { liveShares, revokeLater, shareQueries, undoMs, useRevoking } from '@/lib/client/shares';
import type { Share } from '@/lib/schema/share';

/** The links that still show any of these pictures, and an end for each. `now` in ms. */
export function LiveLinks({ images, now }: { images: readonly string[]; now: number }) {
  const t = useTranslations('share');
  const { data } = useQuery(shareQueries.all);
  const revoking = useRevoking();
  const [shown, setShown] = useState(false);
  const list = useId();
  const live = liveShares(data ?? [], images, now);
  if (live.length === 0) return null;
  const opened = live.reduce((sum, share) => sum + share.opened, 0);

  return (
    <>
      <div className="share-option">
        <b>{t('live', { count: live.filter(({ id }) => !revoking.has(id)).length })}</b>
        <p>{t('opened', { count: opened })}</p>
        <Button look="plain" size="small" aria-expanded={shown} aria-controls={list} onClick={() => setShown(!shown)}>
          {t(shown ? 'hide' : 'show')}
        </Button>
      </div>
      <ul id={list} hidden={!shown}>
        {live.map((share) => (
          <LiveLink key={share.id} share={share} revoking={revoking.has(share.id)} />
        ))}
      </ul>
    </>
  );
}

/** Undo works from the row as from the toast; whichever comes first. */
const undos = new Map<string, () => void>();

function LiveLink({ share, revoking }: { share: Share; revoking: boolean }) {
  const t = useTranslations('share');
  const common = useTranslations('common');
  const locale = useLocale();
  const client = useQueryClient();
  const date = (iso: string) => {
    const moment = new Date(iso);
    return t('moment', { date: dayOfYear(moment, locale), time: timeOfDay(moment, locale) });
  };

  const revoke = () => {
    const fault = (error: Error) => notify({ kind: 'fault', title: t('notRevoked', { message: error.message }) });
    const undo = revokeLater(client, share.id, fault);
    const back = () => {
      const title = t(undo() ? 'keptLive' : 'tooLate');
      announce(title);
      if (title === t('tooLate')) notify({ title });
    };
    undos.set(share.id, back);
    announce(t('revoked'));
    notify({ title: t('revoked'), timeout: undoMs, action: { label: common('undo'), run: back } });
  };

  return (
    <li className="share-option" data-revoking={revoking || undefined}>
      <b>{t('madeOn', { date: date(share.createdAt) })}</b>
      <p>
        {[
          revoking ? t('revokedSoon') : share.expiresAt === null ? t('never') : t('endsOn', { date: date(share.expiresAt) }),
          t('opened', { count: share.opened }),
          ...(share.images.length > 1 ? [t('pictures', { count: share.images.length })] : []),
          ...(share.showPrompt ? [t('withPrompt')] : []),
        ].join(t('comma'))}
      </p>
      {revoking ? (
        <Button look="plain" size="small" onClick={() => undos.get(share.id)?.()}>
          {common('undo')}
        </Button>
      ) : (
        <Button look="plain" size="small" className="share-revoke" onClick={revoke}>
          {t('revoke')}
        </Button>
      )}
    </li>
  );
}
