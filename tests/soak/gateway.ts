import { createHash } from 'node:crypto';
import type { Face } from '../faults/face';
import { faces } from '../faults/faces';
import { reset, says, truncated, type Play } from '../faults/plays';
import { HostileUpstream, type Paid } from '../faults/upstream';
import { corruptTimes, lanes, type Job, type Kind, type Lane } from './mix';
import { corrupted, marked } from './pictures';

/** A key that must turn up nowhere but in the header of a request to its own host. */
export const canary = 'IDEO-CANARY-50a4c7e1b2d98f63';

const dialects: Record<Lane, string> = { 'at-once': 'ideogram-v3', 'by-task': 'ideogram-v4' };
/** What each gateway asks for a picture, in micro-dollars; no card has these figures. */
export const prices: Record<Lane, number> = { 'at-once': 37_000, 'by-task': 53_000 };

function faceOf(lane: Lane): Face {
  const face = faces.find(({ dialect, polls }) => dialect === dialects[lane] && (polls !== null) === (lane === 'by-task'));
  if (!face) throw new Error(`Nobody speaks ${dialects[lane]}.`);
  return face;
}
const models: Record<Lane, string> = { 'at-once': faceOf('at-once').model, 'by-task': faceOf('by-task').model };

/** A failure that quotes the key, as gateways do. */
const failure = says(500, JSON.stringify({ error: { message: `upstream refused ${canary}`, type: 'server_error' } }));
const busy: Play = ({ response }) =>
  void response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' }).end('{"detail":"slow down"}');
const plays: Partial<Record<Kind, Play>> = { reset, failure, cut: truncated(0.6, 'length') };

/** Two gateways, one for each lane, that keep one ledger and play each job's fault. */
export class SoakGateway {
  /** How often each intent was charged; a 429 is no charge, whatever else was read whole is. */
  readonly charges = new Map<string, number>();
  /** The hash of the bytes that each intent's link gave. */
  readonly served = new Map<string, string>();
  private readonly jobs = new Map<string, Job>();

  private constructor(private readonly upstreams: Record<Lane, HostileUpstream>) {
    for (const lane of lanes) this.play(lane, upstreams[lane]);
  }

  static async open(): Promise<SoakGateway> {
    const [atOnce, byTask] = await Promise.all([HostileUpstream.open(faceOf('at-once')), HostileUpstream.open(faceOf('by-task'))]);
    return new SoakGateway({ 'at-once': atOnce, 'by-task': byTask });
  }

  async close(): Promise<void> {
    await Promise.all(lanes.map((lane) => this.upstreams[lane].close()));
  }

  /** What a studio's file of connections holds. */
  get connections(): unknown {
    return lanes.map((lane) => ({
      id: lane,
      dialect: dialects[lane],
      baseUrl: this.upstreams[lane].origin,
      key: canary,
      slots: 10,
      prices: { asOf: '2026-11-22', models: { [models[lane]]: prices[lane] } },
    }));
  }

  get hosts(): string {
    return lanes.map((lane) => this.upstreams[lane].host).join(',');
  }

  /** The body that asks for a job. */
  bodyOf(job: Job): object {
    this.jobs.set(job.intent, job);
    return { prompt: `${job.intent} a lighthouse`, connection: job.lane, model: models[job.lane] };
  }

  /** Paid POSTs of one intent. */
  postsOf = ({ intent, lane }: Job): number => this.upstreams[lane].posts.get(intent) ?? 0;

  /** Every paid POST, also one that no job asked for. */
  get posts(): number {
    return lanes.reduce((sum, lane) => sum + this.upstreams[lane].postCount, 0);
  }

  private faultOf = (intent: string): Kind | null => this.jobs.get(intent)?.fault ?? null;

  private play(lane: Lane, upstream: HostileUpstream): void {
    upstream.paid = (exchange) => this.pay(upstream, exchange);
    upstream.made = (intent, times) => [
      this.faultOf(intent) === 'dead' && (lane === 'at-once' || times === 1) ? 'dead404-0' : 'ok-0',
    ];
    upstream.fetched = ({ intent, times, picture, response }) => {
      const whole = marked(picture, intent);
      const bad = this.faultOf(intent) === 'corrupt' && times <= corruptTimes[lane];
      if (!bad) this.served.set(intent, createHash('sha256').update(whole).digest('hex'));
      response.writeHead(200, { 'content-type': 'image/png' }).end(bad ? corrupted(whole) : whole);
    };
  }

  private pay(upstream: HostileUpstream, exchange: Paid): void {
    const { intent, response, good } = exchange;
    const fault = this.faultOf(intent);
    if (fault === 'busy' && upstream.posts.get(intent) === 1) return busy(exchange);
    this.charges.set(intent, (this.charges.get(intent) ?? 0) + 1);
    const play = fault && plays[fault];
    if (play) play(exchange);
    else response.end(good);
  }
}
