import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { answer } from './answers';
import { readWhole, type Bytes } from './body';
import { deliver, jsonContent, refusalOf, suffer } from './delivery';
import { readFaults, takeFault, type Fault } from './faults';
import { hasKey, only } from './gate';
import { charge } from './ledger';
import type { PaidOperation } from './operations';
import type { Plan } from './plan';
import { problem, unauthorized, unsafe } from './refusals';
import { isProhibited } from './safety';

/** One paid call of a dialect. */
export type Offer = {
  operation: PaidOperation;
  /** Where its prompt stands in a body, for refusals that name it. */
  promptPath: string;
  /** Reads a whole body by the rules of the call: a plan, or the refusal that says what is wrong. */
  read: (bytes: Bytes, type: string) => Promise<Plan | Response>;
};

/** A request that was taken on, and charged unless it is known to end without running. */
export type Taken = { plan: Plan; words: string; faults: Fault[]; bytes: Bytes; type: string };

/** Reads a request whole: its plan, or the refusal that it earns. Nothing is charged, no fault strikes. */
export async function readRequest(
  { promptPath, read }: Offer,
  request: Request,
): Promise<Taken | Response> {
  const wrong = only('POST', request);
  if (wrong) return wrong;
  const bytes = await readWhole(request);
  if (!bytes) return problem(413, 'The request is larger than 32 MB.');
  if (!hasKey(request.headers)) return unauthorized();
  const type = request.headers.get('content-type') ?? '';
  const plan = await read(bytes, type);
  if (plan instanceof Response) return plan;
  const asked = readFaults(plan.prompt ?? '', { ends: plan.later, field: promptPath });
  return asked instanceof Response ? asked : { plan, ...asked, bytes, type };
}

/** How a piece of work that is asked after later ends without having run; by then nothing of it is charged. */
export const endsUnrun = ({ plan, faults }: Pick<Taken, 'plan' | 'faults'>): boolean =>
  plan.later === true && faults.some(({ name }) => name === 'unsafe' || name === 'aborted');

/** Takes a request on: reads it, refuses it, or charges for it. */
export async function takeOn(offer: Offer, request: Request): Promise<Taken | Response> {
  const asked = await readRequest(offer, request);
  if (asked instanceof Response) return asked;
  const { plan, words } = asked;
  const taken = { ...asked, faults: [...asked.faults, ...takeFault(offer.operation)] };
  const told = plan.later ? taken.faults.filter(({ name }) => name !== 'unsafe') : taken.faults;
  const refusal = refusalOf(told, plan.prompt === null ? 'Image' : 'Prompt');
  if (refusal) return refusal;
  if (isProhibited(words)) return unsafe('Prompt');
  if (endsUnrun(taken)) return taken;
  await charge({
    at: new Date().toISOString(),
    id: randomUUID(),
    operation: offer.operation,
    model: plan.model,
    images: plan.images,
    promptHash: plan.prompt === null ? null : createHash('sha256').update(plan.prompt).digest('hex'),
    key: request.headers.get('x-request-tag'),
    usdMicros: plan.usdMicros,
  });
  return taken;
}

/** Takes a request on and answers with what was made (answers.ts). */
export async function perform(offer: Offer, request: Request): Promise<Response> {
  const taken = await takeOn(offer, request);
  if (taken instanceof Response) return taken;
  const { plan, words, faults } = taken;
  const failure = await suffer(faults, request.signal);
  if (failure) return failure;
  const made = await answer(plan, words, faults, new URL(request.url).origin);
  return deliver(jsonContent(made), faults, request.signal);
}
