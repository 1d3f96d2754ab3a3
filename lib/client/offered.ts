import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { Connection } from '@/lib/schema/model';
import type { PictureOperation } from './draft';
import { choices } from './fit';
import { modelQueries } from './models';

/** What can be asked of a picture, in the order it is offered. */
const pictureOperations: readonly PictureOperation[] = [
  'remix', 'reframe', 'replace-background', 'remove-background', 'upscale', 'describe',
];

/** What some connection does with a picture; what none does is not offered. */
export const offeredBy = (connections: readonly Connection[]): PictureOperation[] =>
  pictureOperations.filter((operation) => choices(operation, connections).length > 0);

const ofReply = ({ connections }: { connections: readonly Connection[] }) => offeredBy(connections);

const none: readonly PictureOperation[] = [];

/** The same for a component; none until it is known. */
export const useOffered = (): readonly PictureOperation[] =>
  useQuery({ ...modelQueries.all, select: ofReply }).data ?? none;

/** Whether an operation can be asked for now, for a key that is pressed. */
export function isOffered(client: QueryClient, operation: PictureOperation): boolean {
  const known = client.getQueryData(modelQueries.all.queryKey);
  return known !== undefined && choices(operation, known.connections).length > 0;
}
