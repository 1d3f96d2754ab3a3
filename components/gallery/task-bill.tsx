import { useMutation } from '@tanstack/react-query';
import { announce } from '@/components/ui/announcer';
import { Segmented } from '@/components/ui/segmented';
import { taskMutations } from '@/lib/client/tasks';
import type { SettlementCharge, Task } from '@/lib/schema/task';
import { useWords } from './words';

const answers = ['billed', 'none'] as const satisfies SettlementCharge[];

/** What the provider's bill says of an unclear end; the sums follow at once. */
export function TaskBill({ task }: { task: Task }) {
  const { t } = useWords();
  const { mutateAsync, isPending, variables, error } = useMutation(taskMutations.settle);
  const told = isPending ? variables.charge : task.settled ? task.charge : null;
  return (
    <section aria-label={t('bill.title')} aria-busy={isPending || undefined}>
      <h3 className="mb-1.5 text-caption text-ink-3">{t('bill.title')}</h3>
      <Segmented
        label={t('bill.title')}
        value={answers.find((answer) => answer === told) ?? null}
        options={answers.map((value) => ({ value, label: t(`bill.${value}`) }))}
        onChange={(charge) =>
          void mutateAsync({ id: task.id, charge }).then(() => announce(t(`bill.said.${charge}`)), () => undefined)
        }
      />
      {error !== null && !isPending && (
        <p role="alert" className="mt-1.5 text-madder">
          {error.message}
        </p>
      )}
    </section>
  );
}
