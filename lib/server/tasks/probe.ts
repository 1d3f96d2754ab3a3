import 'server-only';
import { markedOf } from '@/lib/server/connection-mark';
import { workedConnections } from '@/lib/server/connections';
import { sendOnce } from '@/lib/server/http';
import { log } from '@/lib/server/log';
import { provider } from '@/lib/server/providers/index';
import type { ConnectionSettings } from '@/lib/server/providers/provider';
import { changeCircuit, circuitsOf } from '@/lib/server/store/circuits';
import type { Database } from '@/lib/server/store/database';
import { afterProbe, isProbeDue } from './circuit';
import { transportOf } from './speaker';

const probeMs = 15_000;

/**
 * Asks the upstreams of stopped connections whose pause is over whether they are well again, by a question that costs
 * nothing (Probe in providers/provider.ts). A paid request is never the question.
 */
export async function probeStopped(db: Database): Promise<void> {
  const all = workedConnections();
  const circuits = await circuitsOf(db, all.map(markedOf));
  for (const connection of all) {
    const { id } = connection;
    const circuit = circuits.get(id);
    if (!circuit || !isProbeDue(circuit, Date.now())) continue;
    const well = await isWell(connection);
    const { after } = await changeCircuit(db, markedOf(connection), (now) =>
      afterProbe(now, well, Date.now()),
    );
    log().info({ connection: id, well, state: after.state }, 'a stopped connection was asked whether it is well');
  }
}

/** Any answer that is not the upstream's own trouble will do: the question is meant to be refused. */
async function isWell(connection: ConnectionSettings): Promise<boolean> {
  const probes = provider(connection.dialect)?.doctor?.probes(connection) ?? [];
  const probe = probes.find(({ how }) => how !== 'dry-run') ?? probes[0];
  if (!probe) return true;
  try {
    const { status } = await sendOnce(probe.request, { deadlineMs: probeMs, transport: transportOf(connection) });
    return status < 500 && status !== 429;
  } catch {
    return false;
  }
}
