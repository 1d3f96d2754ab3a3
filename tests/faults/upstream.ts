import type { IncomingMessage, ServerResponse } from 'node:http';
import { png, serve } from '../workshop';
import type { Face, Shown } from './face';

/** A paid POST that was read whole. `good` is the body that this dialect answers when all is well. */
export type Paid = { intent: string; job: string; good: string; request: IncomingMessage; response: ServerResponse };
/** A question after a job; `times` counts those after this job, this one included. */
export type Asked = { intent: string; job: string; times: number; response: ServerResponse };

/** A picture that is asked for by its path; `times` counts the requests for it, this one included. */
export type Fetched = { intent: string; path: string; times: number; picture: Buffer; response: ServerResponse };

/** A link's last part says what it gives: `dead404-…` answers 404, everything else a picture. */
export type Made = string | 'unsafe';

const colors = ['#336699', '#993333', '#339933', '#666666', '#cc9933', '#663399'];
const sum = (counts: Iterable<number>): number => [...counts].reduce((all, one) => all + one, 0);

/**
 * A gateway that keeps its own books and behaves as badly as a row of the matrix wants: it speaks just enough of one
 * dialect, counts what reaches it for each intent (a word in the prompt), and charges once a paid body is read.
 */
export class HostileUpstream {
  readonly origin: string;
  readonly host: string;
  readonly close: () => Promise<void>;
  /** Paid POSTs by intent; `''` for a request that carries no prompt. */
  readonly posts = new Map<string, number>();
  /** When each job was asked after, in milliseconds. */
  readonly polls = new Map<string, number[]>();
  readonly downloads = new Map<string, number>();
  /** Whether it tells what was begun. */
  lists = false;
  /** Paid requests whose client hung up before the answer was over. */
  cut = 0;
  paid: (exchange: Paid) => void = ({ response, good }) => void response.end(good);
  /** Whatever costs nothing and is no question after a job. */
  unpaid: (response: ServerResponse) => void = (response) => void response.writeHead(405).end();
  asked: (exchange: Asked) => void = ({ intent, job, times, response }) =>
    void response.end(this.doneBody(intent, job, times));
  fetched: (fetch: Fetched) => void = ({ picture, response }) =>
    void response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
  /** The files that an intent's pictures have, or `unsafe` for one that is held back. */
  made: (intent: string, times: number) => Made[] = () => ['ok-0'];
  private readonly jobs = new Map<string, string>();
  /** When each job was begun, and with which words. */
  private readonly begun: { job: string; prompt: string; at: Date }[] = [];

  private constructor(
    private readonly face: Face,
    private readonly pictures: Buffer[],
    { origin, host, close }: { origin: string; host: string; close: () => Promise<void> },
  ) {
    this.origin = origin;
    this.host = host;
    this.close = close;
  }

  static async open(face: Face): Promise<HostileUpstream> {
    const pictures = await Promise.all(colors.map((color) => png(color)));
    let upstream: HostileUpstream | null = null;
    const server = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => undefined);
      request.on('end', () => upstream?.answer(request, response, Buffer.concat(chunks).toString('latin1')));
    });
    server.server.on('clientError', (_error, socket) => socket.destroy());
    upstream = new HostileUpstream(face, pictures, server);
    return upstream;
  }

  get postCount(): number {
    return sum(this.posts.values());
  }

  get pollCount(): number {
    return sum([...this.polls.values()].map(({ length }) => length));
  }

  get downloadCount(): number {
    return sum(this.downloads.values());
  }

  /** The most paid POSTs that any one intent caused. */
  get mostPosts(): number {
    return Math.max(0, ...this.posts.values());
  }

  jobOf = (intent: string): string | undefined => [...this.jobs].find(([, of]) => of === intent)?.[0];

  doneBody(intent: string, job: string, times = 1): string {
    const shown = this.made(intent, times).map((file): Shown => {
      const id = file === 'unsafe' ? `unsafe-${intent}` : file;
      return { id, url: file === 'unsafe' ? null : `${this.origin}/files/${intent}/response/${file}` };
    });
    return JSON.stringify(this.face.done(job, shown));
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const path = request.url ?? '';
    if (path.startsWith('/files/')) return this.give(path, response);
    if (this.face.polls?.test(`${request.method} ${path}`)) {
      const job = /job-\d+/.exec(path + body)?.[0] ?? '';
      const times = [...(this.polls.get(job) ?? []), performance.now()];
      this.polls.set(job, times);
      return this.asked({ intent: this.jobs.get(job) ?? '', job, times: times.length, response });
    }
    if (this.lists && this.face.list?.path.test(`${request.method} ${path}`)) return void response.end(JSON.stringify(this.face.list.of(this.begun)));
    if (request.method !== 'POST') return this.unpaid(response);
    const intent = /intent-\d+/.exec(body)?.[0] ?? '';
    this.posts.set(intent, (this.posts.get(intent) ?? 0) + 1);
    const job = `job-${this.jobs.size + 1}`;
    this.jobs.set(job, intent);
    this.begun.push({ job, prompt: /intent-\d+[\w ]*/.exec(body)?.[0] ?? '', at: new Date() });
    const good = this.face.polls ? JSON.stringify(this.face.taken(job)) : this.doneBody(intent, job);
    response.on('error', () => undefined).on('close', () => {
      if (!response.writableFinished) this.cut += 1;
    });
    this.paid({ intent, job, good, request, response });
  }

  private give(path: string, response: ServerResponse): void {
    const seen = (this.downloads.get(path) ?? 0) + 1;
    this.downloads.set(path, seen);
    const dead = /\/dead(\d{3})[^/]*$/.exec(path)?.[1];
    if (dead !== undefined) return void response.writeHead(Number(dead)).end('no');
    const picture = this.pictures[this.downloads.size % this.pictures.length] ?? Buffer.alloc(0);
    const intent = /intent-\d+/.exec(path)?.[0] ?? '';
    response.on('error', () => undefined);
    this.fetched({ intent, path, times: seen, picture, response });
  }
}
