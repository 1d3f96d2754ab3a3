import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../free-port';

/** A request as it was seen on the line; `nth` counts those of its connection, so that 2 and more came over a reused one. */
export type Crossing = { method: string; path: string; nth: number };

/** What becomes of a reply: it goes on, or the connection that waits for it is reset before the first byte. */
export type Fate = 'pass' | 'reset';

const firstLine = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/;

/**
 * A line of TCP on loopback, between a browser and a studio or a studio and its database. It carries bytes and looks only
 * at the first line of a request: a browser does not send its next one over a connection before the reply, so that it
 * begins a chunk.
 */
export class Line {
  readonly crossings: Crossing[] = [];
  /** Asked at the first byte of each reply, by when the studio has acted on the request; a promise holds the reply up. */
  fate: (crossing: Crossing) => Fate | Promise<Fate> = () => 'pass';
  private readonly ends = new Set<Socket>();

  private constructor(private readonly server: Server, readonly port: number, private readonly farPort: number) {
    server.on('connection', (near) => this.carry(near));
  }

  /** A line to a port on loopback. */
  static async to(port: number): Promise<Line> {
    const line = new Line(createServer(), await freePort(), port);
    await line.reopen();
    return line;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The requests seen so far that asked for a picture. */
  get presses(): Crossing[] {
    return this.crossings.filter(({ method, path }) => method === 'POST' && path === '/api/generate');
  }

  /** Takes calls again where it did before it was closed. */
  async reopen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Everything on it is cut off, and whoever calls is refused. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const end of this.ends) end.destroy();
    await closed;
  }

  private carry(near: Socket): void {
    const far = connect(this.farPort, '127.0.0.1');
    for (const [end, other] of [[near, far], [far, near]] as const) {
      this.ends.add(end);
      end.setNoDelay().on('error', () => undefined);
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
    let nth = 0;
    let unanswered: Crossing | null = null;
    near.on('data', (chunk: Buffer) => {
      const [, method, path] = firstLine.exec(chunk.toString('latin1')) ?? [];
      if (method !== undefined && path !== undefined) {
        unanswered = { method, path, nth: (nth += 1) };
        this.crossings.push(unanswered);
      }
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      const crossing = unanswered;
      unanswered = null;
      if (crossing === null) return void near.write(chunk);
      far.pause();
      void Promise.resolve(this.fate(crossing)).then((fate) => {
        if (fate === 'reset') return void near.resetAndDestroy();
        near.write(chunk);
        far.resume();
      });
    });
  }
}
