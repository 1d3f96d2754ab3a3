import 'server-only';
import type { Found, Report } from '@/lib/schema/connection';
import type { OperationName } from '@/lib/schema/operation';
import { readFault } from '@/lib/server/providers/faults';
import type { Probe } from '@/lib/server/providers/provider';
import { statusOf, type Asked, type Heard } from './ask';

export type Row = Report['operations'][number];
type AboutOperation = { operation: OperationName; models?: readonly string[] };
type Judgement = { found: Found; how: string };

export const isOperationProbe = ({ about }: Probe): boolean => 'operation' in about;

/** The folder of a question's path. */
const folderOf = ({ request }: Probe): string => request.url.replace(/\/[^/]*$/, '');

/** Neighbours of the paid paths that no API has: what is answered there is answered to any path. */
export function controlsOf(probes: readonly Probe[]): Probe[] {
  const paid = new Map(probes.filter(({ how }) => how === 'wrong-method').map((probe) => [folderOf(probe), probe]));
  return [...paid].map(([folder, probe]) => ({
    ...probe,
    request: { ...probe.request, url: `${folder}/atelier-doctor-control` },
  }));
}

/**
 * Which operations exist, by status and body. A paid path is asked by GET: 405 says that it is there. Many gateways
 * (those built on new-api among them) answer 404 both for a path that is not there and for one that takes only POST, so
 * 404 means missing only where some other path of the same API answered differently.
 */
export function judgeOperations(
  asked: readonly Asked[],
  controls: readonly Asked[],
  models: ReadonlyMap<OperationName, readonly string[]>,
): Row[] {
  const bare = new Map(controls.map(({ probe, heard }) => [folderOf(probe), statusOf(heard)]));
  const controlOf = (probe: Probe) => bare.get(folderOf(probe)) ?? null;
  const tellsMethods = asked.some(
    ({ probe, heard }) =>
      probe.how === 'wrong-method' && judgeWrongMethod(heard, controlOf(probe), true).found === 'there',
  );
  return asked.map(({ probe, heard }) => {
    const about = probe.about as AboutOperation;
    const { operation } = about;
    const named = about.models ?? models.get(operation) ?? [];
    const judged =
      probe.how === 'wrong-method' ? judgeWrongMethod(heard, controlOf(probe), tellsMethods) : judgeAnswer(heard, probe.how);
    return { operation, models: [...named], ...judged };
  });
}

/** `control` is the status of a path that does not exist; null when it was not heard. */
function judgeWrongMethod(heard: Heard, control: number | null, tellsMethods: boolean): Judgement {
  if ('silent' in heard) return { found: 'unknown', how: 'GET was not answered.' };
  const { status } = heard.reply;
  const alike = control === status;
  const answered = `GET was answered with ${status}`;
  if (status === 501) return { found: 'missing', how: `${answered}: not implemented.` };
  if (status >= 500 || status === 429 || (status >= 300 && status < 400))
    return { found: 'unknown', how: `${answered}, which tells nothing.` };
  if (status === 404 || status === 410) {
    if (control !== null && !alike) return { found: 'missing', how: `${answered}; a path that does not exist was not.` };
    return tellsMethods
      ? { found: 'missing', how: `${answered}, other paths of this API with something else.` }
      : { found: 'unknown', how: `${answered}, as is every path by GET; POST may still be there.` };
  }
  if (alike) return { found: 'unknown', how: `${answered}, as is a path that does not exist.` };
  if (status === 405) return { found: 'there', how: `${answered}: it takes another method.` };
  return { found: 'there', how: `${answered}; a path that does not exist was not.` };
}

function judgeAnswer(heard: Heard, how: Probe['how']): Judgement {
  const asked = how === 'dry-run' ? 'A dry run' : 'An unpaid question';
  if ('silent' in heard) return { found: 'unknown', how: `${asked} was not answered.` };
  const { status, text } = heard.reply;
  const answered = `${asked} was answered with ${status}`;
  if (status >= 200 && status < 300) {
    const page = readFault(text).body === 'page';
    return page ? { found: 'unknown', how: `${answered} and a web page.` } : { found: 'there', how: `${answered}.` };
  }
  if (status === 404 || status === 410 || status === 501) return { found: 'missing', how: `${answered}.` };
  const known = status === 402 || (how === 'dry-run' && (status === 400 || status === 422));
  return known ? { found: 'there', how: `${answered}.` } : { found: 'unknown', how: `${answered}, which tells nothing.` };
}

/** Operations of the dialect that no free question is about. */
export const unasked = (rows: readonly Row[], offered: ReadonlyMap<OperationName, readonly string[]>): Row[] =>
  [...offered].flatMap(([operation, models]) => {
    const left = models.filter((id) => !rows.some((row) => row.operation === operation && row.models.includes(id)));
    if (left.length === 0) return [];
    return [{ operation, models: left, found: 'unknown', how: 'No question that costs nothing is about it.' }];
  });

/** What is not to be offered: `operation` when no model has it, else `operation model`; never what was found as well. */
export function missingOf(rows: readonly Row[], offered: ReadonlyMap<OperationName, readonly string[]>): string[] {
  return [...offered].flatMap(([operation, models]) => {
    const having = (found: Found) =>
      new Set(rows.filter((row) => row.operation === operation && row.found === found).flatMap((row) => row.models));
    const there = having('there');
    const gone = [...having('missing')].filter((id) => !there.has(id));
    if (gone.length === 0) return [];
    return models.every((id) => gone.includes(id)) ? [operation] : gone.map((id) => `${operation} ${id}`);
  });
}

/** Every operation of a connection's dialect with the models that have it, whatever was found before. */
export function offeredOperations(
  all: readonly { id: string; operations: Partial<Record<OperationName, unknown>> }[],
): Map<OperationName, string[]> {
  const offered = new Map<OperationName, string[]>();
  for (const { id, operations } of all) {
    for (const name of Object.keys(operations) as OperationName[])
      offered.set(name, [...(offered.get(name) ?? []), id]);
  }
  return offered;
}
