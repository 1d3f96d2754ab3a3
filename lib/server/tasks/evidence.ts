import 'server-only';
import type { Evidence } from '@/lib/schema/task';
import { mask } from '@/lib/server/providers/mask';
import type { ConnectionSettings, Incoming, Provider } from '@/lib/server/providers/provider';

const mostBytes = 64 * 1024;

/**
 * A reply as it may be kept and shown when nobody can say what it means: without what its provider takes out of every
 * reply, keys masked, at most 64 KB.
 */
export function evidenceOf(
  { status, headers, text }: Incoming,
  { connection, provider }: { connection: ConnectionSettings; provider: Provider },
): Evidence {
  // Masked with room to spare, so that the cut leaves no half of a key.
  const raw = provider.clean?.({ status, headers, text }, connection).text ?? text;
  const masked = Buffer.from(mask(raw.slice(0, mostBytes * 2), connection.key));
  const cut = masked.length > mostBytes || raw.length > mostBytes * 2;
  return {
    status,
    type: headers.get('content-type')?.slice(0, 200) ?? null,
    // What the cut leaves of a character is no character.
    body: new TextDecoder().decode(masked.subarray(0, mostBytes)).replace(/\uFFFD+$/, cut ? '' : '$&'),
    cut,
  };
}
