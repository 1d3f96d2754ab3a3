import 'server-only';
import type { ConnectionStop } from '@/lib/schema/connection';
import { AppError } from '@/lib/schema/error';
import { markedOf } from '@/lib/server/connection-mark';
import { connections, workedConnections } from '@/lib/server/connections';
import { log } from '@/lib/server/log';
import { changeCircuit, circuitsOf } from '@/lib/server/store/circuits';
import { database, type Database } from '@/lib/server/store/database';
import { closedCircuit, type Circuit } from './circuit';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Why a connection sends nothing at present, as the API tells it; null when it sends. */
export const stopOf = (circuit: Circuit | undefined): ConnectionStop | null =>
  circuit?.state === 'open' && circuit.error
    ? {
        error: circuit.error,
        at: iso(circuit.openedAt ?? 0),
        until: circuit.probeAt === null ? null : iso(circuit.probeAt),
      }
    : null;

/** The connections that send nothing at present, by id. */
export async function stops(db: Database): Promise<Map<string, ConnectionStop>> {
  const marked = workedConnections().map(markedOf);
  const circuits = await circuitsOf(db, marked);
  return new Map(
    [...circuits].flatMap(([id, circuit]) => {
      const stop = stopOf(circuit);
      return stop ? [[id, stop]] : [];
    }),
  );
}

/**
 * Lets a connection send again because a person says that its trouble is mended; the next refusal stops it once more.
 * Throws `not_found`.
 */
export async function resumeSending(id: string): Promise<void> {
  const connection = connections().find((one) => one.id === id);
  if (!connection) throw new AppError('not_found', 'There is no such connection.');
  const { before } = await changeCircuit(
    await database(),
    markedOf(connection),
    (circuit) => (circuit.state === 'open' ? { ...closedCircuit, slots: circuit.slots, slotsUntil: circuit.slotsUntil } : circuit),
  );
  if (before.state === 'open') log().info({ connection: id }, 'connection sends again, by a person');
}
