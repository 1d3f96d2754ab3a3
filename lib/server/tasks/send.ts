import 'server-only';
import type { Model } from '@/lib/schema/model';
import type { Operation, OperationName, Inputs } from '@/lib/schema/operation';
import type { TaskError } from '@/lib/schema/error-body';
import type { Evidence } from '@/lib/schema/task';
import { noRoomToSend } from '@/lib/server/disk-room';
import { log } from '@/lib/server/log';
import type { Context, Provider, Step } from '@/lib/server/providers/provider';
import { ageOf } from './age';
import { notAgreed } from './agreed';
import { contextFor } from './context';
import { faultOf } from './fault';
import type { Held, Shop } from './hold';
import { learn } from './learn';
import { endOf, judgeStart } from './outcome';
import { silence, type Speaker } from './speaker';
import { take } from './step';

const unmarkedWaitMs = 2000;
const roomWaitMs = 5000;

/**
 * Sends a queued task. The row says `sending`, synced, before the provider is called; what the call did not prove to be
 * free ends as `unknown` and is never sent again by itself. While the disk has no room for what would come, the task
 * stays queued and says so.
 */
export async function sendTask(shop: Shop, held: Held): Promise<void> {
  const speaker = shop.findSpeaker(held.row);
  const refused: TaskError | null = speaker
    ? notAgreed(held.row, speaker)
    : { code: 'unsupported', message: `${silence(held.row)} Nothing was sent.` };
  if (!speaker || refused) {
    await held.update({ status: 'failed', charge: 'none', usdMicros: 0, error: refused, finishedAt: Date.now() });
    return;
  }
  const noRoom = await noRoomToSend();
  if (noRoom) {
    const runAt = Date.now() + roomWaitMs;
    if (await held.insist({ status: 'queued', error: noRoom, runAt })) shop.wakeAt(runAt);
    return;
  }
  const startedAt = held.row.startedAt ?? Date.now();
  if (!(await mark(held, startedAt))) return;
  // Looked at before anything can happen to the clock.
  ageOf(held.row.id, startedAt);

  const { context, tried, evidence } = contextFor(shop.db, speaker, shop.startDeadlineMs);
  let step: Step;
  try {
    step = await start(speaker.provider, held.row.input, speaker.model, context);
  } catch (cause) {
    await notDone(shop, held, speaker, cause, { tried: tried(), startedAt, evidence });
    return;
  }
  log().info({ task: held.row.id, connection: held.row.connection, step: step.state }, 'task sent');
  await take(shop, held, step);
  await learn(shop, speaker, held, 'answered');
}

/** Writes `sending` down; nothing is sent unless it stands on the disk. */
async function mark(held: Held, startedAt: number): Promise<boolean> {
  const { id, sends } = held.row;
  try {
    return await held.update({ status: 'sending', startedAt, sends: sends + 1, error: null });
  } catch (err) {
    log().error({ task: id, err }, 'a task could not be marked as sending, so it is not sent');
    // Whether or not the mark was written, nothing was sent: the task goes back to the queue.
    await held.insist({ status: 'queued', sends, runAt: Date.now() + unmarkedWaitMs });
    return false;
  }
}

/** Calls the one start that fits the operation. */
function start(provider: Provider, operation: Operation, model: Model, context: Context): Promise<Step> {
  const call = <Name extends OperationName>(name: Name, input: Inputs[Name]): Promise<Step> => {
    const begin = provider.start[name];
    if (!begin) throw new TypeError(`${provider.label} does not ${name}.`);
    return begin(input, model, context);
  };
  switch (operation.operation) {
    case 'generate':
      return call('generate', operation);
    case 'remix':
      return call('remix', operation);
    case 'upscale':
      return call('upscale', operation);
    case 'reframe':
      return call('reframe', operation);
    case 'replace-background':
      return call('replace-background', operation);
    case 'remove-background':
      return call('remove-background', operation);
    case 'describe':
      return call('describe', operation);
    case 'magic-prompt':
      return call('magic-prompt', operation);
  }
}

async function notDone(
  shop: Shop,
  held: Held,
  speaker: Speaker,
  cause: unknown,
  { tried, startedAt, evidence }: { tried: boolean; startedAt: number; evidence: () => Evidence | null },
): Promise<void> {
  const { id, connection, sends } = held.row;
  const verdict = judgeStart(cause, tried, sends, startedAt, startedAt + ageOf(id, startedAt));
  const event = { task: id, connection, sends, ...faultOf(cause) };
  // Before the task lets go of its place: what must not be sent next has to be known by then.
  await learn(shop, speaker, held, { cause, verdict });
  if (verdict.next === 'again') {
    log().info({ ...event, waitMs: verdict.waitMs }, 'task not taken, sent again later');
    const runAt = Date.now() + verdict.waitMs;
    if (await held.insist({ status: 'queued', error: verdict.error, runAt })) shop.wakeAt(runAt);
    return;
  }
  log().warn(event, `task ${verdict.status}`);
  await held.insist(endOf(verdict, held.row, evidence));
}
