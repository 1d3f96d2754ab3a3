import 'server-only';
import { findFault } from '@/lib/server/sandbox/faults';
import type { End, PredictionRecord } from './record';

const iso = (ms: number): string => new Date(ms).toISOString();
const seconds = (ms: number): number => Math.max(0, ms) / 1000;

/**
 * A prediction as the wire shows it: at its creation exactly the fields of the gateways' own example, later those that
 * come with time (shared/upstream/gateways.md C.3, seeds/002). `urls` point to the official host, as behind a gateway:
 * nobody rewrites them.
 */
export function viewOf(entry: PredictionRecord, origin: string): Record<string, unknown> {
  const now = Date.now();
  const { end } = entry;
  const removed = end !== null && end.removedAt <= now;
  // One that is to be aborted is due a moment before its end is written down.
  const started = (end?.at ?? now) >= entry.startsAt && !findFault(entry.faults, 'aborted');
  return {
    id: entry.id,
    model: entry.model,
    version: 'hidden',
    input: removed ? {} : entry.input,
    logs: started && !removed ? `Using seed: ${entry.seed}\n` : '',
    output: end?.file && !removed ? `${origin}/sandbox/replicate/files/${end.file}/out-0.png` : null,
    data_removed: removed,
    error: end?.error ?? null,
    status: end?.status ?? (started ? 'processing' : 'starting'),
    created_at: iso(entry.createdAt),
    ...(started && { started_at: iso(entry.startsAt) }),
    ...(end && { completed_at: iso(end.at), metrics: metricsOf(entry, end) }),
    urls: {
      cancel: `https://api.replicate.com/v1/predictions/${entry.id}/cancel`,
      get: `https://api.replicate.com/v1/predictions/${entry.id}`,
      stream: `https://stream.replicate.com/v1/files/${entry.id}`,
      web: `https://replicate.com/p/${entry.id}`,
    },
  };
}

const metricsOf = ({ createdAt, startsAt }: PredictionRecord, { at, status }: End) => ({
  ...(status === 'succeeded' && { image_count: 1 }),
  ...(status !== 'aborted' && { predict_time: seconds(at - startsAt) }),
  total_time: seconds(at - createdAt),
});
