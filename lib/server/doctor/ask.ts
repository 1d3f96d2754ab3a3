import 'server-only';
import type { KeyHeader } from '@/lib/schema/connection';
import { AppError } from '@/lib/schema/error';
import { sendOnce } from '@/lib/server/http';
import type { ConnectionSettings, Incoming, Outgoing, Probe } from '@/lib/server/providers/provider';
import { transportOf } from '@/lib/server/tasks/speaker';

/** What came of one question: a reply, or why there was none. */
export type Heard = { reply: Incoming } | { silent: 'unreachable' | 'broken' | 'late' };
export type Asked = { probe: Probe; heard: Heard };

const oneMs = 15_000;
const mostAtOnce = 3;

/**
 * Puts questions to an upstream: each one once, over a connection of its own, without redirects or retries, in at most
 * fifteen seconds, and none after `end` (performance.now()).
 */
export class Questioner {
  private readonly connection: ConnectionSettings;
  private readonly end: number;

  constructor(connection: ConnectionSettings, end: number) {
    this.connection = connection;
    this.end = end;
  }

  async ask(request: Outgoing): Promise<Heard> {
    const left = this.end - performance.now();
    if (left <= 0) return { silent: 'late' };
    try {
      const transport = transportOf(this.connection);
      return { reply: await sendOnce(request, { deadlineMs: Math.min(oneMs, left), transport }) };
    } catch (cause) {
      const unreachable = cause instanceof AppError && cause.code === 'provider_unreachable';
      return { silent: unreachable ? 'unreachable' : 'broken' };
    }
  }

  /** A few at a time, answers in the order of the questions. */
  async askAll(probes: readonly Probe[]): Promise<Asked[]> {
    const asked: Asked[] = [];
    for (let at = 0; at < probes.length; at += mostAtOnce) {
      const some = probes.slice(at, at + mostAtOnce);
      asked.push(...(await Promise.all(some.map(async (probe) => ({ probe, heard: await this.ask(probe.request) })))));
    }
    return asked;
  }
}

const isKeyHeader = (name: string): boolean => /^(?:authorization|api-key)$/i.test(name);

/** The same question with the key in the other header, or without any key. */
export function withKey(request: Outgoing, key: { header: KeyHeader; key: string } | null): Outgoing {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !isKeyHeader(name)));
  if (key?.header === 'bearer') headers['Authorization'] = `Bearer ${key.key}`;
  if (key?.header === 'api-key') headers['Api-Key'] = key.key;
  return { ...request, headers };
}

/** The status of what was heard; null when nothing was. */
export const statusOf = (heard: Heard): number | null => ('reply' in heard ? heard.reply.status : null);
