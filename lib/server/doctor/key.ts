import 'server-only';
import type { KeyHeader, Report } from '@/lib/schema/connection';
import { usualHeader } from '@/lib/server/connection-rules';
import type { ConnectionSettings, Probe } from '@/lib/server/providers/provider';
import { statusOf, withKey, type Asked, type Heard, type Questioner } from './ask';
import { wordsOf } from './words';

const refusals = new Set([401, 403]);
const refused = (heard: Heard): boolean => refusals.has(statusOf(heard) ?? 0);

export type KeyVerdict = Report['key'];
const headerName: Record<KeyHeader, string> = { bearer: 'Authorization (Bearer)', 'api-key': 'Api-Key' };

const isKeyProbe = ({ about }: Probe): boolean => 'key' in about;

/** The questions that tell of the key alone and cost nothing, the same one once. */
export const keyProbes = (probes: readonly Probe[]): Probe[] =>
  probes.filter(
    (probe, at) =>
      isKeyProbe(probe) &&
      probes.findIndex(({ request }) => request.method === probe.request.method && request.url === probe.request.url) === at,
  );

/**
 * Whether the key is accepted and by which header. A question tells only when it is answered differently without a key;
 * the other header is tried on unpaid questions alone, and only where the dialect can use it.
 */
export async function examineKey(
  connection: ConnectionSettings,
  asked: readonly Asked[],
  questioner: Questioner,
): Promise<KeyVerdict> {
  const unpaid = asked.filter(({ probe }) => probe.how === 'unpaid');
  const priced = asked.find(({ probe, heard }) => probe.how === 'dry-run' && statusOf(heard) === 200);
  if (priced) return accepted(connection.auth, 'It priced a request without running it.');
  const without = await questioner.askAll(
    unpaid.map(({ probe }) => ({ ...probe, request: withKey(probe.request, null) })),
  );
  for (const [at, { heard }] of unpaid.entries()) {
    const bare = without[at]?.heard;
    if (bare && refused(bare) && !refused(heard) && told(heard)) return accepted(connection.auth, passed(heard));
  }
  const no = unpaid.find(({ heard }) => refused(heard));
  if (!no) return untold();
  const other = await otherHeader(connection, no.probe, without, questioner);
  if (other) return other;
  const bare = without[unpaid.indexOf(no)]?.heard;
  const known = statusOf(no.heard) === 403 && statusOf(bare ?? no.heard) === 401;
  const words = wordsOf(no.heard, connection);
  if (known) {
    return { ok: null, header: connection.auth, detail: `The key is known, but answered 403: ${words}` };
  }
  return { ok: false, header: null, detail: `Answered ${statusOf(no.heard)}: ${words}` };
}

/** A server that broke down or is crowded tells nothing of the key. */
const told = (heard: Heard): boolean => {
  const status = statusOf(heard) ?? 500;
  return status < 500 && status !== 429 && (status < 300 || status >= 400);
};

async function otherHeader(
  { auth, dialect, key }: ConnectionSettings,
  { request }: Probe,
  without: readonly Asked[],
  questioner: Questioner,
): Promise<KeyVerdict | null> {
  if (usualHeader(dialect) !== 'api-key') return null;
  const header: KeyHeader = auth === 'bearer' ? 'api-key' : 'bearer';
  const heard = await questioner.ask(withKey(request, { header, key }));
  if (!told(heard) || refused(heard) || !without.some((one) => refused(one.heard))) return null;
  const detail = `Accepted as ${headerName[header]}, not as ${headerName[auth]}. Change the header of this connection.`;
  return { ok: true, header, detail };
}

const passed = (heard: Heard): string => {
  const status = statusOf(heard);
  if (status === 402) return 'It is known, but there is no credit (402).';
  return `A question that is refused without a key was answered with ${status}.`;
};

const accepted = (header: KeyHeader, detail: string): KeyVerdict => ({
  ok: true,
  header,
  detail: `Accepted as ${headerName[header]}. ${detail}`,
});

const untold = (): KeyVerdict => ({
  ok: null,
  header: null,
  detail: 'No question that costs nothing is answered differently with a key than without one.',
});
