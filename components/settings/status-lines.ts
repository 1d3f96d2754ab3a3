import { useLocale, useTranslations } from 'use-intl/react';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { fileSize } from '@/lib/client/sizes';
import type { StudioStatus } from '@/lib/schema/status';
import { dots, stoppedWord, type Dot } from './standing';

/** One thing about the studio: its name, how it stands in a word, and what follows from that. */
export type StatusLine = { name: string; dot: Dot; value: string; note: string };

/** What a person should know of a status, the machine first. */
export function useStatusLines(): (status: StudioStatus) => StatusLine[] {
  const t = useTranslations('status');
  const standing = useTranslations('connections.standing');
  const named = useTranslations('operation');
  const said = useTranslations('frame.status');
  const locale = useLocale();
  const size = (bytes: number) => fileSize(bytes, locale);
  const moment = (iso: string) => {
    const at = new Date(iso);
    return { date: dayOfYear(at, locale), time: timeOfDay(at, locale) };
  };

  const disk = ({ disk }: StudioStatus): StatusLine => {
    if (!disk) return { name: t('disk'), dot: 'bad', value: '—', note: t('diskUnknown') };
    const least = size(disk.minFreeBytes);
    return {
      name: t('disk'),
      dot: disk.low ? 'bad' : 'good',
      value: t('diskFree', { free: size(disk.freeBytes), total: size(disk.totalBytes) }),
      note: t(disk.low ? 'diskLow' : 'diskNote', { least }),
    };
  };
  const storage = ({ writable }: StudioStatus): StatusLine => ({
    name: t('storage'),
    dot: writable ? 'good' : 'bad',
    value: t(writable ? 'writable' : 'notWritable'),
    note: t(writable ? 'writableNote' : 'notWritableNote'),
  });
  const database = ({ database: { engine, answers } }: StudioStatus): StatusLine => ({
    name: t('database'),
    dot: answers ? 'good' : 'bad',
    value: t(answers ? 'answers' : 'silent'),
    note: answers ? (engine === 'sqlite' ? 'SQLite' : 'PostgreSQL') : t('silentNote'),
  });
  const connections = ({ connections, database }: StudioStatus): StatusLine[] => {
    if (connections.length === 0 && database.answers)
      return [{ name: t('connection'), dot: 'bad', value: t('connectionNone'), note: t('connectionNoneNote') }];
    return connections.map(({ label, state, trouble, stopped, openTasks }) => {
      const runs = state !== 'off' && state !== 'locked';
      const stop = runs ? stopped : null;
      const word = stop ? stoppedWord(stop) : runs ? (trouble ?? state) : state;
      const open = t('open', { count: openTasks });
      return { name: label, dot: dots[word], value: standing(word), note: stop ? `${stop.error.message} ${open}` : open };
    });
  };
  const oldest = ({ oldest, openTasks }: StudioStatus): StatusLine => {
    if (!oldest) return { name: t('oldest'), dot: 'good', value: t('oldestNone'), note: t('open', { count: 0 }) };
    const { operation, status, createdAt, error } = oldest;
    return {
      name: t('oldest'),
      dot: error ? 'doubt' : 'good',
      value: t('since', { operation: named(operation), status: said(status), ...moment(createdAt) }),
      note: error?.message ?? t('oldestNote', { count: openTasks }),
    };
  };
  const backup = ({ backup }: StudioStatus): StatusLine => {
    if (!backup) return { name: t('backup'), dot: 'doubt', value: t('backupNone'), note: t('backupHow') };
    const note = !backup.there ? 'backupGone' : backup.whole ? 'backupWhole' : 'backupNotWhole';
    return { name: t('backup'), dot: note === 'backupWhole' ? 'good' : 'doubt', value: t('at', moment(backup.at)), note: t(note) };
  };
  const fault = ({ fault }: StudioStatus): StatusLine => ({
    name: t('fault'),
    dot: fault ? 'doubt' : 'good',
    value: fault ? t('at', moment(fault.at)) : t('faultNone'),
    note: fault?.message ?? '',
  });
  const failure = ({ failure }: StudioStatus): StatusLine => ({
    name: t('failure'),
    // A prompt that was refused is nobody's fault here.
    dot: failure ? 'off' : 'good',
    value: failure ? t('at', moment(failure.at)) : t('failureNone'),
    note: failure ? `${named(failure.operation)}: ${failure.error.message}` : '',
  });

  return (status) => [
    disk(status),
    storage(status),
    database(status),
    ...connections(status),
    oldest(status),
    backup(status),
    fault(status),
    failure(status),
  ];
}
