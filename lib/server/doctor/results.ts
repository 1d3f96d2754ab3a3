import 'server-only';
import type { Report } from '@/lib/schema/connection';
import { environment } from '@/lib/server/env';
import type { ConnectionSettings, Json } from '@/lib/server/providers/provider';
import { newestAnswers } from '@/lib/server/store/connection-tasks';
import { database } from '@/lib/server/store/database';
import { readAnswer } from '@/lib/server/tasks/answer';

type Results = Report['results'];

/** What the vendors say (shared/upstream/ideogram.md 2.4, gateways.md C.3). */
const documented: Record<string, { host: string; hours: number }> = {
  'api.ideogram.ai': { host: 'ideogram.ai', hours: 24 },
  'api.replicate.com': { host: 'replicate.delivery', hours: 1 },
};

const answersRead = 5;
const hourMs = 3_600_000;

/** Where results are and for how long: told by this connection's own tasks first, else by what the vendor documents. */
export async function resultsOf(connection: ConnectionSettings): Promise<Results> {
  const seen = connection.id === '' ? null : await fromTasks(connection.id);
  const facts = documentedOf(connection);
  if (!seen) return facts;
  if (seen.hours !== null || facts.hours === null) return seen;
  return { ...seen, hours: facts.hours, detail: `${seen.detail} ${facts.detail}` };
}

function documentedOf({ sandbox, dialect, baseUrl }: ConnectionSettings): Results {
  if (sandbox) {
    const { ATELIER_SANDBOX_LINK_HOURS, ATELIER_SANDBOX_PREDICTION_HOURS } = environment();
    const hours = dialect === 'replicate' ? ATELIER_SANDBOX_PREDICTION_HOURS : ATELIER_SANDBOX_LINK_HOURS;
    return { host: 'sandbox', hours, detail: 'As this studio is set up.' };
  }
  const facts = documented[new URL(baseUrl).hostname];
  if (facts) return { ...facts, detail: 'As the vendor documents it; nothing was made to see it.' };
  return {
    host: null,
    hours: null,
    detail: 'Not known before something was made: gateways host results in places of their own.',
  };
}

async function fromTasks(id: string): Promise<Results | null> {
  for (const { answer, answeredAt } of await newestAnswers(await database(), id, answersRead)) {
    const link = readAnswer(JSON.parse(answer) as Json)
      .outputs.flatMap(({ source }) => (source && 'url' in source ? [source.url] : []))
      .find((url) => URL.canParse(url));
    if (link === undefined) continue;
    const url = new URL(link);
    const ends = Number(url.searchParams.get('exp') ?? NaN) * 1000;
    const hours = ends > answeredAt ? Math.round(((ends - answeredAt) / hourMs) * 10) / 10 : null;
    const until = hours === null ? 'It does not say until when.' : 'It says so itself.';
    return { host: url.host, hours, detail: `Read from the link of an earlier picture. ${until}` };
  }
  return null;
}
