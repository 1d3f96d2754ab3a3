import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { formatUsd } from '@/lib/client/money';
import { pictureName as nameOf } from '@/lib/client/picture-name';
import { promptWords } from '@/lib/client/structured-prompt';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';
import type { MissingImage, Task } from '@/lib/schema/task';
import { expectedOf } from '@/lib/client/expected';
import { stopCauseOf } from '@/lib/client/stops';
import { waitWords } from '@/lib/client/wait';
import { dayOf } from './clock';
import { countOf } from './frames';
import { cardOf, causeOf, isWorded } from './outcomes';

type Translate = ReturnType<typeof useTranslations<'gallery'>>;
type Common = ReturnType<typeof useTranslations<'common'>>;
type Named = ReturnType<typeof useTranslations<'operation'>>;

/** What an answer in words is: the picture described, or the words of a person written out. */
export const answerOf = ({ operation }: Task): 'described' | 'written' =>
  operation === 'magic-prompt' ? 'written' : 'described';

/** A task in words: what happened, what it cost, how it is announced. One translation of states for all who show them. */
export const useWords = () => {
  const t = useTranslations('gallery');
  const common = useTranslations('common');
  const named = useTranslations('operation');
  const locale = useLocale();
  return useMemo(() => words(t, common, named, locale), [t, common, named, locale]);
};

export type Words = ReturnType<typeof words>;

function words(t: Translate, common: Common, named: Named, locale: string) {
  const money = (usdMicros: number): string => formatUsd(usdMicros, locale);

  /** The whole price; `parts` of it for one picture of several. */
  const cost = (task: Task, part = 1): string => {
    const price = task.usdMicros === null ? null : money(task.usdMicros * part);
    // What waits was never taken on, whatever it was tried.
    if (task.charge === 'none' || task.status === 'queued') return t('cost.none');
    if (task.charge === 'unknown' && task.settled)
      return price === null ? t('cost.countedUnpriced') : t('cost.counted', { price });
    if (task.charge === 'unknown')
      return price === null ? t('cost.unknownPrice') : t('cost.unknown', { price });
    if (price === null) return t('cost.billedUnknown');
    return task.charge === 'estimated' ? t('cost.estimated', { price }) : t('cost.billed', { price });
  };

  /** What it was to cost, and whose word that was; null where that says nothing more. */
  const expected = (task: Task): string | null => {
    const told = expectedOf(task);
    return told && t(`expected.${told.basis}`, { price: money(told.usdMicros) });
  };

  /** Where a queued task stands: "3rd in line · about 2 min"; null while nobody can say. */
  const place = ({ position, startsIn }: Task): string | null => {
    if (position === null) return null;
    const line = position <= 1 || startsIn === 0 ? t('state.next') : t('state.position', { position });
    return startsIn === null || startsIn === 0 ? line : t('state.wait', { line, wait: waitWords(startsIn, common) });
  };

  const headline = (task: Task): { long: string; short: string } => {
    const kind = cardOf(task);
    if (task.status === 'unknown') return { long: t('unknown.title'), short: t('unknown.short') };
    if (kind === 'noRoom') return { long: t('noRoom.title'), short: t('noRoom.short') };
    if (kind === 'waiting') return { long: t('waiting.title'), short: t('waiting.short') };
    if (kind === 'held') return { long: t('held.title'), short: t('held.short') };
    if (kind === 'stopped' && task.error) {
      const cause = stopCauseOf(task.error.code);
      return { long: t(`stopped.${cause}`), short: t(`stopped.${cause}Short`) };
    }
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
    if (task.status !== 'unknown') return task.error?.message ?? '';
    return task.startedAt === null
      ? t('unknown.whyUnsent')
      : t('unknown.why', { time: clock(task.startedAt) });
  };

  /** How an open task is announced, and the name of its run. */
  const status = (task: Task, images: number): string => {
    if (task.status === 'queued' && cardOf(task) === null) {
      const { position, startsIn } = task;
      if (position === null) return t('said.queuedSomewhere');
      const next = position <= 1 || startsIn === 0;
      const line = next ? t('said.queuedNext') : t('said.queued', { position: String(position) });
      return startsIn === null || startsIn === 0 ? line : t('said.wait', { line, wait: waitWords(startsIn, common) });
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

  return { t, money, cost, expected, place, headline, why, clock, status, outcome, caption, pictureName, age, day, missing };
}
