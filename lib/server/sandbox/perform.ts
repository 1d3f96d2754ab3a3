import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { answer } from './answers';
import { readWhole, type Bytes } from './body';
import { deliver, jsonContent, refusalOf, suffer } from './delivery';
import { readFaults, takeFault } from './faults';
import { hasKey, only } from './gate';
import { charge } from './ledger';
import type { PaidOperation } from './operations';
import type { Plan } from './plan';
import { problem, unauthorized, unsafe } from './refusals';
import { isProhibited } from './safety';

/** One paid call of a dialect that answers at once. */
export type Offer = {
  operation: PaidOperation;
  /** Where its prompt stands in a body, for refusals that name it. */
  promptPath: string;
  /** Reads a whole body by the rules of the call: a plan, or the refusal that says what is wrong. */
  read: (bytes: Bytes, type: string) => Promise<Plan | Response>;
};

/** Takes a request on: reads it, refuses it, or charges for it and answers with what was made (answers.ts). */
export async function perform({ operation, promptPath, read }: Offer, request: Request): Promise<Response> {
  const wrong = only('POST', request);
  if (wrong) return wrong;
  const body = await readWhole(request);
  if (!body) return problem(413, 'The request is larger than 32 MB.');
  if (!hasKey(request.headers)) return unauthorized();
  const plan = await read(body, request.headers.get('content-type') ?? '');
  if (plan instanceof Response) return plan;
  const asked = readFaults(plan.prompt ?? '', { field: promptPath });
  if (asked instanceof Response) return asked;
  const faults = [...asked.faults, ...takeFault(operation)];
  const refusal = refusalOf(faults, plan.prompt === null ? 'Image' : 'Prompt');
  if (refusal) return refusal;
  if (isProhibited(asked.words)) return unsafe('Prompt');
  await charge({
    at: new Date().toISOString(),
    id: randomUUID(),
    operation,
    model: plan.model,
    images: plan.images,
    promptHash: plan.prompt === null ? null : createHash('sha256').update(plan.prompt).digest('hex'),
    key: request.headers.get('x-request-tag'),
    usdMicros: plan.usdMicros,
  });
  const failure = await suffer(faults, request.signal);
  if (failure) return failure;
  const made = await answer(plan, asked.words, faults, new URL(request.url).origin);
  return deliver(jsonContent(made), faults, request.signal);
}
