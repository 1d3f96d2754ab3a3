import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { notify } from '@/components/ui/toast';
import { isUnanswered } from '@/lib/client/api';
import { connectionMutations } from '@/lib/client/connections';
import { formatUsd } from '@/lib/client/money';
import { newKey, refused } from '@/lib/client/press-key';
import { AppError } from '@/lib/schema/error';
import type { ConnectionEntry, Report } from '@/lib/schema/connection';

const takeFocus = (question: HTMLElement | null): void => question?.focus();

/** By connection: a second press after a lost answer is the same task, never another, also when the offer was closed since. */
const unanswered = new Map<string, string>();

/** The one thing that costs: an ordinary picture, only after its price and its purpose were read and pressed again. */
export function TrialOffer({ connection, trial }: {
  connection: ConnectionEntry;
  trial: NonNullable<Report['trial']>;
}) {
  const t = useTranslations('connections.trial');
  const common = useTranslations('common');
  const errors = useTranslations('errors');
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const { mutateAsync, isPending, error } = useMutation(connectionMutations.trial);
  // Refused for its price, the refusal has told the new one, and whoever presses again has read it.
  const [now, setNow] = useState<number | null>(null);
  const usdMicros = now ?? trial.usdMicros;
  const model = connection.models.find(({ id }) => id === trial.model)?.label ?? trial.model;
  const price = usdMicros === null ? null : formatUsd(usdMicros, locale);

  const buy = () => {
    if (isPending) return;
    const key = unanswered.get(connection.id) ?? newKey();
    unanswered.set(connection.id, key);
    void mutateAsync({ id: connection.id, key, priceLimit: usdMicros }).then(
      () => {
        unanswered.delete(connection.id);
        setAsking(false);
        announce(t('started'));
        notify({ kind: 'done', title: t('started') });
      },
      (fault: Error) => {
        if (refused(fault)) unanswered.delete(connection.id);
        if (fault instanceof AppError && fault.code === 'price_changed') setNow(fault.price ?? null);
      },
    );
  };
  return (
    <footer>
      <Icon name="coin" />
      {asking ? (
        <div ref={takeFocus} tabIndex={-1} role="group" aria-label={t('confirm')} className="min-w-0 flex-1 outline-none">
          <p>
            {price === null ? t('confirmUnpriced', { model }) : t('confirmPriced', { model, price })}
          </p>
          {error && (
            <p role="alert" className="mt-1 text-madder">
              {isUnanswered(error) ? errors('unclear') : error.message}
            </p>
          )}
          <div className="mt-2 flex flex-wrap gap-2">
            <Button look="primary" aria-disabled={isPending || undefined} onClick={buy}>
              {price === null ? t('buyUnpriced') : t('buy', { price })}
            </Button>
            <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
          </div>
        </div>
      ) : (
        <>
          <span className="min-w-0 flex-1">{t('offer')}</span>
          <Button onClick={() => setAsking(true)}>
            {price === null ? t('makeUnpriced') : t('make', { price })}
          </Button>
        </>
      )}
    </footer>
  );
}
