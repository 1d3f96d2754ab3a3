import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { connectionMutations } from '@/lib/client/connections';
import type { ConnectionEntry, Report } from '@/lib/schema/connection';

export type Examination = { report: Report | null; looking: boolean; error: Error | null; look: () => void };

/** What the doctor last said of a stored connection, and a way to ask again. */
export function useExamination({ id, label, report }: ConnectionEntry): Examination {
  const t = useTranslations('connections.report');
  const { mutateAsync, isPending, error } = useMutation(connectionMutations.examine);
  return {
    report,
    looking: isPending,
    error,
    look: () => {
      if (isPending) return;
      announce(t('looking'));
      void mutateAsync({ id }).then(() => announce(t('looked', { label })), () => undefined);
    },
  };
}
