import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { notify } from '@/components/ui/toast';
import { formatUsd, readUsd } from '@/lib/client/money';
import { useServerState } from '@/lib/client/server-state';
import { spendingMutations } from '@/lib/client/spending';
import type { Budget } from '@/lib/schema/budget';

const periods = ['day', 'month'] as const;
type Period = (typeof periods)[number];
type Edits = Partial<Record<Period, string>>;

const typed = (cap: number | null): string => (cap === null ? '' : (cap / 1_000_000).toFixed(2));

/** The most that may be spent in a day and in a month, and what is taken of each. */
export function BudgetForm({ budget }: { budget: Budget }) {
  const t = useTranslations('spending.budget');
  const id = useId();
  const { reachable } = useServerState();
  const [edited, setEdited] = useState<Edits>({});
  const textOf = (period: Period) => edited[period] ?? typed(budget[period].cap);
  const [wrong, setWrong] = useState<readonly Period[]>([]);
  const { mutateAsync, isPending, error } = useMutation(spendingMutations.budget);
  const idle = reachable && !isPending;

  /** Only what was edited: the other cap may have been changed elsewhere. What is typed meanwhile stays. */
  const save = (sent: Edits) => {
    const caps = Object.fromEntries(Object.entries(sent).map(([period, text]) => [period, readUsd(text)]));
    void mutateAsync(caps).then(() => {
      setEdited((now) => Object.fromEntries(Object.entries(now).filter(([period, text]) => text !== sent[period as Period])));
      announce(t('saved'));
      notify({ kind: 'done', title: t('saved') });
    }, () => undefined);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const faulty = periods.filter((period) => readUsd(textOf(period)) === undefined);
    setWrong(faulty);
    const [first] = faulty;
    if (first) event.currentTarget.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    else if (idle && Object.keys(edited).length > 0) save(edited);
  };

  return (
    <form noValidate aria-labelledby={`${id}-title`} className="budget-form" onSubmit={submit}>
      <h2 id={`${id}-title`} className="text-body font-semibold">
        {t('title')}
      </h2>
      <p className="mb-4 text-caption text-ink-3">{t('intro')}</p>
      <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
        {periods.map((period) => (
          <div key={period}>
            <label htmlFor={`${id}-${period}`} className="mb-1 block text-caption font-medium text-ink-2">
              {t(period)}
            </label>
            <Field
              id={`${id}-${period}`}
              name={period}
              inputMode="decimal"
              autoComplete="off"
              className="max-md:h-11"
              placeholder={t('none')}
              value={textOf(period)}
              fault={wrong.includes(period) ? t('fault') : undefined}
              onChange={({ target }) => {
                setEdited({ ...edited, [period]: target.value });
                setWrong(wrong.filter((one) => one !== period));
              }}
            />
            <Taken period={budget[period]} />
          </div>
        ))}
      </div>
      {error && (
        <p role="alert" className="mt-4 flex gap-2 text-label">
          <Icon name="refused" className="mt-px text-madder" />
          {error.message}
        </p>
      )}
      <Button type="submit" className="mt-4 max-md:h-11" aria-disabled={!idle || undefined}>
        {t('save')}
      </Button>
    </form>
  );
}

function Taken({ period: { cap, spent, reserved, unpriced } }: { period: Budget['day'] }) {
  const t = useTranslations('spending.budget');
  const locale = useLocale();
  const usd = (usdMicros: number) => formatUsd(usdMicros, locale);
  const left = cap === null ? null : Math.max(0, cap - spent - reserved);
  return (
    <p className="mt-1.5 text-caption text-ink-2">
      {t('taken', { spent: usd(spent), reserved: usd(reserved) })}{' '}
      {left !== null && (
        <span className={left === 0 ? 'text-ochre' : undefined}>{t('left', { left: usd(left) })}</span>
      )}{' '}
      {unpriced > 0 && t('unpriced', { count: unpriced })}
    </p>
  );
}
