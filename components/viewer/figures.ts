import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { expectedOf } from '@/lib/client/expected';
import { formatUsd } from '@/lib/client/money';
import { fileSize } from '@/lib/client/sizes';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';

const kinds: Record<Image['type'], string> = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP' };

/** Milliseconds of each part of a task's life; null where a moment is not known. */
export function spans(task: Task): { queued: number; running: number; saving: number } | null {
  const [created, started, answered, finished] = [task.createdAt, task.startedAt, task.answeredAt, task.finishedAt].map(
    (time) => (time === null ? NaN : Date.parse(time)),
  ) as [number, number, number, number];
  const parts = { queued: started - created, running: answered - started, saving: finished - answered };
  return Object.values(parts).every((part) => part >= 0) ? parts : null;
}

/** Figures of the facts as words: sizes, times, money. */
export function useFigures() {
  const t = useTranslations('viewer');
  const locale = useLocale();
  return useMemo(() => {
    return {
      file: ({ type, bytes }: Image) => t('fileFacts', { kind: kinds[type], size: fileSize(bytes, locale) }),
      made: (iso: string) => {
        const date = new Date(iso);
        const days = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
        const time = timeOfDay(date, locale);
        if (days === 0) return t('made.today', { time });
        return days === 1 ? t('made.yesterday', { time }) : t('made.on', { date: dayOfYear(date, locale), time });
      },
      span: (ms: number) => {
        const seconds = ms / 1_000;
        if (seconds >= 60) {
          return t('minutes', { minutes: Math.floor(seconds / 60), seconds: Math.floor(seconds % 60) });
        }
        return t('seconds', { seconds: seconds.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });
      },
      /** What it was to cost, and whose word that was; null where that says nothing more. */
      expected: (task: Task): string | null => {
        const told = expectedOf(task);
        return told && t(`cost.expected.${told.basis}`, { price: formatUsd(told.usdMicros, locale) });
      },
      cost: ({ charge, usdMicros, sandbox }: Task) => {
        if (sandbox) return t('cost.free');
        const price = usdMicros === null ? null : formatUsd(usdMicros, locale);
        if (charge === 'none') return t('cost.none');
        if (charge === 'unknown') return price === null ? t('cost.mayBe') : t('cost.unknown', { price });
        if (price === null) return t('cost.billedUnknown');
        return charge === 'estimated' ? t('cost.estimated', { price }) : t('cost.billed', { price });
      },
    };
  }, [t, locale]);
}

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
