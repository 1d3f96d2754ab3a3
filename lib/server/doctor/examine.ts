import 'server-only';
import type { ConnectionRequest, Report } from '@/lib/schema/connection';
import { changeSealed } from '@/lib/server/connection-changes';
import { settingsOf } from '@/lib/server/connection-check';
import { addressKey } from '@/lib/server/connection-page';
import { hostOf } from '@/lib/server/connection-rules';
import { keyEnd } from '@/lib/server/connection-view';
import { connections } from '@/lib/server/connections';
import { refuse } from '@/lib/server/faults';
import { log } from '@/lib/server/log';
import { modelsOf } from '@/lib/server/offers';
import { provider } from '@/lib/server/providers/index';
import type { ConnectionSettings, Probe } from '@/lib/server/providers/provider';
import { Questioner, statusOf, type Asked } from './ask';
import { errorsSeen } from './errors';
import { examineKey, keyProbes, type KeyVerdict } from './key';
import { controlsOf, isOperationProbe, judgeOperations, missingOf, offeredOperations, unasked } from './operations';
import { textOf } from './report-text';
import { resultsOf } from './results';
import { trialOf } from './trial-choice';
import { masked, wordsOf } from './words';

const wholeMs = 90_000;

type Examined = { report: Report; missing: string[]; reached: boolean };

/**
 * Finds out what a connection can do without spending anything; of one that is set up the operations found missing are
 * remembered and not offered until it is examined again. Throws `invalid_input` for one that is not known, is locked or
 * is not well entered.
 */
export async function examineConnection(request: { id: string } | ConnectionRequest): Promise<Report> {
  if (!('id' in request)) return (await examine(settingsOf(request))).report;
  const connection = connections().find(({ id }) => id === request.id);
  if (!connection) return refuse({ id: 'is not set up here' });
  if (connection.locked) return refuse({ id: 'is locked: its key cannot be read' });
  const { report, missing, reached } = await examine(connection);
  const address = addressKey(connection);
  await changeSealed((book) => {
    const before = book.findings[connection.id];
    // One that did not answer says nothing of its operations: what was known of them stands.
    const kept = before?.address === address ? before.missing : [];
    const finding = { at: report.at, address, missing: reached ? missing : kept, report };
    return { ...book, findings: { ...book.findings, [connection.id]: finding } };
  });
  log().info({ connection: connection.id, reached, accepted: report.key.ok, missing }, 'connection examined');
  return report;
}

async function examine(set: ConnectionSettings): Promise<Examined> {
  const connection = { ...set, missing: undefined };
  const doctor = provider(connection.dialect)?.doctor;
  const questioner = new Questioner(connection, performance.now() + wholeMs);
  const probes = doctor?.probes(connection) ?? [];
  const forKey = keyProbes(probes);
  const first = (await questioner.askAll([...forKey, ...probes].slice(0, 1)))[0];
  const reachable = reachableBy(first, connection);
  const offered = offeredOperations(modelsOf(connection));
  if (!first || !reachable.ok) {
    const key: KeyVerdict = { ok: null, header: null, detail: 'It could not be asked.' };
    return finish(connection, { reachable, key, operations: unasked([], offered), asked: [] }, false);
  }
  const rest = await questioner.askAll(forKey.slice(1));
  const ofKey = forKey.length > 0 ? [first, ...rest] : [];
  const key = await examineKey(connection, ofKey, questioner);
  // With the header that was found to work, the answers tell more.
  const worked = { ...connection, auth: key.header ?? connection.auth };
  const paid = (doctor?.probes(worked) ?? []).filter(isOperationProbe);
  const asked = await questioner.askAll(paid);
  const controls = await questioner.askAll(controlsOf(paid));
  const rows = judgeOperations(asked, controls, offered);
  const operations = [...rows, ...unasked(rows, offered)];
  return finish(connection, { reachable, key, operations, asked: [...ofKey, ...asked] }, true, missingOf(rows, offered));
}

function reachableBy(first: Asked | undefined, connection: ConnectionSettings): Report['reachable'] {
  const host = hostOf(connection);
  if (!first) return { ok: false, detail: 'This dialect has no question that costs nothing.' };
  const status = statusOf(first.heard);
  if (status === null) return { ok: false, detail: `${host} ${wordsOf(first.heard, connection)}.` };
  return { ok: true, detail: `${host} answered with ${status}.` };
}

type Parts = Pick<Report, 'reachable' | 'key' | 'operations'> & { asked: Asked[] };

async function finish(
  connection: ConnectionSettings,
  { reachable, key, operations, asked }: Parts,
  reached: boolean,
  missing: string[] = [],
): Promise<Examined> {
  const { label, dialect } = connection;
  const doctor = provider(dialect)?.doctor;
  const hide = (text: string): string => masked(text, connection);
  const results = await resultsOf(connection);
  const whole: Omit<Report, 'text'> = {
    at: new Date().toISOString(),
    label: hide(label),
    dialect,
    host: hostOf(connection),
    keyEnd: keyEnd(connection),
    reachable,
    key: { ...key, detail: hide(key.detail) },
    operations,
    answers: doctor?.answers ?? null,
    errors: { detail: hide(errorsSeen(asked)) },
    results: { ...results, detail: hide(results.detail) },
    unknowns: unknownsOf({ reachable, key, operations, results }, doctor?.probes(connection) ?? []),
    trial: trialOf(modelsOf({ ...connection, missing }), connection),
  };
  return { report: { ...whole, text: hide(textOf(whole)) }, missing, reached };
}

function unknownsOf(
  { reachable, key, operations, results }: Pick<Report, 'reachable' | 'key' | 'operations' | 'results'>,
  probes: readonly Probe[],
): string[] {
  const open = [...new Set(operations.filter(({ found }) => found === 'unknown').map(({ operation }) => operation))];
  const all = open.length > 0 && operations.every(({ found }) => found === 'unknown');
  return [
    ...(key.ok === null ? ['Whether the key is accepted: only a paid request would tell.'] : []),
    ...(open.length > 0 ? [`Whether these operations are there: ${open.join(', ')}.`] : []),
    ...(all && reachable.ok && probes.length > 0
      ? ['Nothing of this dialect was recognised: the path prefix or the dialect may be another.']
      : []),
    ...(results.host === null ? ['Where results are hosted: the first picture will tell.'] : []),
    ...(results.hours === null ? ['How long results can be fetched; they are saved at once.'] : []),
    'What anything costs here, unless the vendor or the card says so.',
  ];
}
