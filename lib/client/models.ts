import { queryOptions } from '@tanstack/react-query';
import type { ModelsReply } from '@/lib/schema/model';
import { call } from './api';

/** What can be asked of each connection. It changes with the server's configuration only. */
export const modelQueries = {
  all: queryOptions({
    queryKey: ['models'],
    queryFn: ({ signal }) => call<ModelsReply>('/api/models', { signal }),
    staleTime: Infinity,
  }),
};
