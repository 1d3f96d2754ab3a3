import { queryOptions } from '@tanstack/react-query';
import type { StudioStatus } from '@/lib/schema/status';
import { call } from './api';

const usualMs = 30_000;
/** While something stands still, somebody waits for it to go on. */
const stoppedMs = 5_000;

export const statusQueries = {
  /** How the studio is; asked again every half minute while somebody looks, sooner while a connection is stopped. */
  now: queryOptions({
    queryKey: ['status'],
    queryFn: ({ signal }) => call<StudioStatus>('/api/status', { signal }),
    staleTime: 5_000,
    refetchInterval: ({ state: { data } }) => (data && stoppedOf(data) ? stoppedMs : usualMs),
  }),
};

export type StoppedConnection = StudioStatus['connections'][number] & {
  stopped: NonNullable<StudioStatus['connections'][number]['stopped']>;
};

/** The connection that sends nothing and that there is most to say of: one that waits for a person goes first. */
export function stoppedOf({ connections }: StudioStatus): StoppedConnection | null {
  const stopped = connections.flatMap(({ stopped, ...one }) =>
    stopped && one.state !== 'off' && one.state !== 'locked' ? [{ ...one, stopped }] : [],
  );
  return stopped.find(({ stopped: { until } }) => until === null) ?? stopped[0] ?? null;
}
