import { queryOptions } from '@tanstack/react-query';
import type { StudioStatus } from '@/lib/schema/status';
import { call } from './api';

export const statusQueries = {
  /** How the studio is; asked again every half minute while somebody looks. */
  now: queryOptions({
    queryKey: ['status'],
    queryFn: ({ signal }) => call<StudioStatus>('/api/status', { signal }),
    staleTime: 5_000,
    refetchInterval: 30_000,
  }),
};
