import 'server-only';
import { AppError } from '@/lib/schema/error';
import { ownFault } from '@/lib/server/own-faults';
import type { StoredOutput } from './answer';

const mostTries = 3;
const dayMs = 24 * 3_600_000;

/** When a result link is surely dead: its own `exp` (Unix seconds, shared/upstream/ideogram.md 2.4), else a day after the answer. */
export function linkEnd(url: string, answeredAt: number): number {
  const told = Number(URL.canParse(url) ? (new URL(url).searchParams.get('exp') ?? NaN) : NaN) * 1000;
  return told > answeredAt ? told : answeredAt + dayMs;
}

const missing = (output: StoredOutput, reason: 'lost' | 'corrupt', why: string): StoredOutput => {
  const where = output.kept === null ? '' : ` What came is kept in the data folder, as files/${output.kept}.`;
  return { ...output, missing: { reason, message: `${why}${where}` } };
};

/**
 * What a failed try to save one picture makes of it: given up with the reason, or counted and tried again. A fault of
 * our own disk or database never gives a picture up, and says so in `blocked` where a person can mend it. An address that the guard refused is tried on until the link's
 * end and says so in `blocked`: one setting may be all that stands between a person and what was paid for.
 */
export function afterFailure(
  output: StoredOutput,
  cause: unknown,
  answeredAt: number,
  now: number,
): StoredOutput {
  const failed: StoredOutput = { ...output, failures: output.failures + 1, blocked: null };
  const own = ownFault(cause);
  if (own !== null || !(cause instanceof AppError)) return { ...failed, blocked: own };
  switch (cause.code) {
    case 'lost':
      return missing(failed, 'lost', cause.message);
    case 'too_large':
      return missing(failed, 'corrupt', cause.message);
    case 'unsupported_media':
    case 'invalid_input': {
      const tries = output.tries + 1;
      const final = tries >= mostTries || !output.source || 'file' in output.source;
      return final ? missing({ ...failed, tries }, 'corrupt', cause.message) : { ...failed, tries };
    }
    default: {
      const dead = output.source && 'url' in output.source && now > linkEnd(output.source.url, answeredAt);
      if (dead) return missing(failed, 'lost', `${cause.message} The link has expired.`);
      const { code, message } = cause;
      return code === 'forbidden' ? { ...failed, blocked: { code, message } } : failed;
    }
  }
}
