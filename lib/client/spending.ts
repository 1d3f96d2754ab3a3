import { keepPreviousData, mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { Budget, BudgetRequest } from '@/lib/schema/budget';
import type { Spending, SpendingBy } from '@/lib/schema/spending';
import type { Task } from '@/lib/schema/task';
import { call } from './api';
import type { Days } from './months';

const key = ['spending'] as const;

export const spendingQueries = {
  /** The caps, and what is taken of today and of this month by the server's calendar, which turns while nobody asks. */
  budget: queryOptions({
    queryKey: [...key, 'budget'],
    queryFn: ({ signal }) => call<Budget>('/api/budget', { signal }),
    staleTime: 30_000,
    refetchInterval: 300_000,
  }),
  /** What was spent in a month; the month before stays until it has come. */
  list: ({ from, to }: Days, by: SpendingBy) =>
    queryOptions({
      queryKey: [...key, by, from, to],
      queryFn: ({ signal }) => call<Spending>(`/api/spending?from=${from}&to=${to}&by=${by}`, { signal }),
      staleTime: 30_000,
      placeholderData: keepPreviousData,
    }),
};

/** Where the same stands as a sheet. */
export const sheetHref = ({ from, to }: Days): string => `/api/spending.csv?from=${from}&to=${to}`;

export const spendingMutations = {
  /** Sets caps; one that is left out stays. */
  budget: mutationOptions({
    mutationKey: [...key, 'budget'],
    mutationFn: (json: BudgetRequest) => call<Budget>('/api/budget', { method: 'PUT', json }),
    onSuccess: (budget, _caps, _result, { client }) =>
      client.setQueryData(spendingQueries.budget.queryKey, budget),
  }),
};

/** Asks again for what is shown of the money, when a task has changed it; `before` null: it is new here. */
export function followSpending(client: QueryClient, changes: readonly { task: Task; before: Task | null }[]): void {
  const spent = changes.some(
    ({ task, before }) =>
      !task.sandbox && (before?.charge !== task.charge || before.usdMicros !== task.usdMicros),
  );
  if (spent) void client.invalidateQueries({ queryKey: key });
}
