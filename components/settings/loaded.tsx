import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

/** What stands where something is still being read, or could not be. */
export function Loaded({ query, words }: {
  query: { error: Error | null; refetch: () => unknown };
  /** What is said instead where it is not about connections. */
  words?: { loading: string; notLoaded: string };
}) {
  const t = useTranslations('connections');
  const common = useTranslations('common');
  if (query.error === null) {
    return (
      <p role="status" className="px-5 py-6 text-label text-ink-2">
        {words?.loading ?? t('loading')}
      </p>
    );
  }
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 px-5 py-5 text-label">
      <Icon name="refused" className="text-madder" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold">{words?.notLoaded ?? t('notLoaded')}</b> {query.error.message}
      </p>
      <Button onClick={() => void query.refetch()}>{common('tryAgain')}</Button>
    </div>
  );
}
