import 'server-only';
import { AppError } from '@/lib/schema/error';

/**
 * What the log may know of an error. An AppError's message and the reply behind it can quote a prompt, so only its
 * code and the kind of its cause are told; any other error is a fault of ours and told in full.
 */
export function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof AppError)) return { err: error };
  const { code, cause } = error;
  if (cause instanceof Error) return { code, cause: 'code' in cause ? String(cause.code) : cause.name };
  const status =
    typeof cause === 'object' && cause !== null && 'status' in cause ? { status: cause.status } : {};
  return { code, ...status };
}
