import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { formatUsd } from '@/lib/client/money';
import { pictureName as nameOf } from '@/lib/client/picture-name';
import { promptWords } from '@/lib/client/structured-prompt';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';
import type { MissingImage, Task } from '@/lib/schema/task';
import { dayOf } from './clock';
import { countOf } from './frames';
import { cardOf, causeOf, isWorded } from './outcomes';

type Translate = ReturnType<typeof useTranslations<'gallery'>>;
type Named = ReturnType<typeof useTranslations<'operation'>>;

/** What an answer in words is: the picture described, or the words of a person written out. */
export const answerOf = ({ operation }: Task): 'described' | 'written' =>
  operation === 'magic-prompt' ? 'written' : 'described';

/** A task in words: what happened, what it cost, how it is announced. One translation of states for all who show them. */
export const useWords = () => {
  const t = useTranslations('gallery');
  const named = useTranslations('operation');
  const locale = useLocale();
  return useMemo(() => words(t, named, locale), [t, named, locale]);
};

export type Words = ReturnType<typeof words>;

function words(t: Translate, named: Named, locale: string) {
  const money = (usdMicros: number): string => formatUsd(usdMicros, locale);

  /** The whole price; `parts` of it for one picture of several. */
  const cost = (task: Task, part = 1): string => {
    const price = task.usdMicros === null ? null : money(task.usdMicros * part);
    if (task.charge === 'none') return t('cost.none');
    if (task.charge === 'unknown')
      return price === null ? t('cost.unknownPrice') : t('cost.unknown', { price });
    if (price === null) return t('cost.billedUnknown');
    return task.charge === 'estimated' ? t('cost.estimated', { price }) : t('cost.billed', { price });
  };

  const headline = (task: Task): { long: string; short: string } => {
    const kind = cardOf(task);
    if (kind === 'unknown') return { long: t('unknown.title'), short: t('unknown.short') };
    if (kind === 'noRoom') return { long: t('noRoom.title'), short: t('noRoom.short') };
    if (kind === 'waiting') return { long: t('waiting.title'), short: t('waiting.short') };
    if (kind === 'held') return { long: t('held.title'), short: t('held.short') };
    if (kind === 'described') return { long: t(`answer.${answerOf(task)}.title`), short: t(`answer.${answerOf(task)}.title`) };
    const { word } = causeOf(task.error?.code);
    if (word === 'refused' && !isWorded(task))
      return { long: t('failed.refusedPicture'), short: t('failed.refusedShort') };
    return { long: t(`failed.${word}`), short: t(`failed.${word}Short`) };
  };

  const clock = (time: string): string =>
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(time));

  const why = (task: Task): string => {
    const kind = cardOf(task);
    if (kind === 'noRoom') return `${task.error?.message ?? ''} ${t('noRoom.why')}`.trim();
    if (kind !== 'unknown') return task.error?.message ?? '';
    return task.startedAt === null
      ? t('unknown.whyUnsent')
      : t('unknown.why', { time: clock(task.startedAt) });
  };

  /** How an open task is announced, and the name of its run. */
  const status = (task: Task, images: number): string => {
    if (task.status === 'queued' && cardOf(task) === null) {
      if (task.position === null) return t('said.queuedSomewhere');
      if (task.position <= 1) return t('said.queuedNext');
      return t('said.queued', { position: String(task.position) });
    }
    if (task.status === 'saving' && task.error === null)
      return t('said.saving', { stored: images, count: countOf(task) });
    if (task.status === 'sending' || (task.status === 'running' && task.error === null)) {
      return task.progress === null
        ? t('said.running')
        : t('said.runningPercent', { percent: Math.round(task.progress) });
    }
    return outcome(task, images);
  };

  const outcome = (task: Task, images: number): string => {
    if (cardOf(task) === 'described') return t(`answer.${answerOf(task)}.said`);
    if (task.status === 'canceled') return t('said.canceled', { cost: cost(task).toLocaleLowerCase(locale) });
    if (task.status === 'succeeded') return t('said.ready', { count: images });
    if (task.status === 'partial') return t('said.partial', { count: images, missing: task.missing.length });
    return t('said.outcome', { what: headline(task).short, cost: cost(task).toLocaleLowerCase(locale) });
  };

  const caption = (run: Run): string => {
    const { input } = run.task ?? {};
    const prompt = input && 'prompt' in input ? input.prompt : undefined;
    const [image] = run.images;
    const words = prompt || image?.prompt;
    if (words) return promptWords(words);
    const operation = run.task?.operation ?? image?.operation;
    if (operation === 'describe') return t('caption.describe');
    if (operation) return named(operation);
    return image?.name ?? t('caption.upload');
  };

  const pictureName = (image: Image): string =>
    nameOf(image) ?? (image.operation === null ? t('tile.untitled') : named(image.operation));

  /** "3 min" or "2 h" today, the time of day on other days. */
  const age = (time: string, now: number): string => {
    if (dayOf(time) !== dayOf(now)) {
      return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
        new Date(time),
      );
    }
    const minutes = Math.max(0, Math.floor((now - Date.parse(time)) / 60_000));
    if (minutes < 1) return t('ago.now');
    return minutes < 60
      ? t('ago.minutes', { count: minutes })
      : t('ago.hours', { count: Math.floor(minutes / 60) });
  };

  const day = (key: string, now: number): string => {
    const date = new Date(`${key}T12:00:00`);
    if (key === dayOf(now)) return t('today');
    if (key === dayOf(now - 86_400_000)) return t('yesterday');
    const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
    return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year }).format(
      date,
    );
  };

  const missing = (entry: MissingImage): string => t(`state.${entry.reason}`);

  return { t, money, cost, headline, why, clock, status, outcome, caption, pictureName, age, day, missing };
}
