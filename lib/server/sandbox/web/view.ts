import 'server-only';
import { wordsFor } from '@/lib/server/sandbox/answers';
import type { WebPlan } from './plans';
import type { WebTask } from './record';

/** Where a task is: `percent` 0 to 100, which alone is no end. */
export type Stage = { started: boolean; percent: number; end: 'done' | 'errored' | null };

/** Addresses are those of the documented example, below this sandbox's own origin. */
const pictureUrl = (origin: string, responseId: string): string =>
  `${origin}/sandbox/web/assets/progressive-image/balanced/response/${responseId}`;

const seedCount = 2 ** 31;

/** Each picture of a request has its own seed, the first one's plus its place. */
export const seedOf = ({ seed }: WebTask, index: number): number => (seed + index) % seedCount;

/** The prompt a picture is drawn from; each has its own rewriting. */
export const promptOf = (task: WebTask, plan: WebPlan, index: number): string =>
  wordsFor(plan.magic, task.words, seedOf(task, index));

/** The service's own example tells of the account behind a gateway, so a client must be seen to leave that out. */
const user = {
  badge: null,
  display_handle: 'sandboxaccount',
  photo_url: 'https://sandbox.invalid/photo/sandboxaccount=s96-c',
  subscription_plan_id: 'o-sandboxplan00000000A',
  user_id: 'sandboxuser0000000000A',
};

/** One entry of `sampling_requests`, field for field as documented (shared/upstream/gateways.md B.2). */
export function samplingRequest(task: WebTask, plan: WebPlan, stage: Stage, origin: string): unknown {
  const done = stage.end === 'done';
  const made = task.responses.flatMap((id, index) => (id === null ? [] : [{ id, index }]));
  const cover = made[0]?.id;
  return {
    aspect_ratio: plan.ratio,
    can_upscale: done && plan.requestType !== 'SUPER_RES',
    completion_percentage: stage.percent,
    ...(done && cover !== undefined && { cover_response_id: cover }),
    creation_time_float: task.at / 1000,
    has_started: stage.started,
    height: plan.size.height,
    is_completed: done,
    ...(stage.end === 'errored' && { is_errored: true }),
    model_version: plan.modelVersion,
    private: plan.private,
    request_id: task.id,
    request_type: plan.requestType,
    resolution: plan.size.width,
    responses: done ? made.map(({ id, index }) => response(task, plan, id, index, id === cover, origin)) : [],
    sampling_speed: plan.samplingSpeed,
    seed: task.seed,
    user,
    user_hparams: { aspect_ratio: plan.ratio },
    user_prompt: task.words,
    width: plan.size.width,
  };
}

function response(task: WebTask, plan: WebPlan, id: string, index: number, cover: boolean, origin: string): unknown {
  const prompt = promptOf(task, plan, index);
  return {
    cover,
    descriptions: [],
    highest_fidelity: cover,
    is_autoprompt: prompt !== task.words,
    num_likes: 0,
    num_remixes: 0,
    prompt,
    response_id: id,
    ...(cover && { image_url: pictureUrl(origin, id) }),
    self_like: false,
  };
}
