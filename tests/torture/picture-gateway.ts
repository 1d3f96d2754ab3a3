import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import type { Shown } from '../faults/face';
import { faceOf } from '../faults/faces';
import { sha256 } from '../sha256';
import { serve } from '../workshop';

const face = faceOf('ideogram');

/** Pixels of a picture's side, 8 at least: three bytes each, because it is not compressed. */
type Side = number;

/** The picture of a name; the name's sum is among its pixels, so that no two are the same. */
const painted = (name: string, side: Side): Promise<Buffer> => {
  const sum = createHash('sha256').update(name).digest();
  const pixels = Buffer.alloc(side * side * 3, sum.subarray(0, 3));
  sum.copy(pixels);
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer();
};

/**
 * A gateway on loopback that answers at once, charges whatever body it has read, and paints another picture for every
 * link: what was stored can be held against what was served.
 */
export class PictureGateway {
  readonly origin: string;
  readonly host: string;
  readonly close: () => Promise<void>;
  /** Charges by intent (a word in the prompt). */
  readonly charges = new Map<string, number>();
  /** What each link gave, by its SHA-256. */
  readonly served = new Map<string, string>();
  /** How often each link was asked for. */
  readonly downloads = new Map<string, number>();
  /** Called with every charge before it is answered. */
  charged: (intent: string) => Promise<void> | void = () => undefined;
  /** Called with every link before its picture is given; `false` when it has answered by itself. */
  asked: (name: string, response: ServerResponse) => Promise<boolean | void> | boolean | void = () => undefined;
  private readonly pictures = new Map<string, Promise<Buffer>>();

  private constructor(
    { origin, host, close }: { origin: string; host: string; close: () => Promise<void> },
    private readonly side: Side,
  ) {
    this.origin = origin;
    this.host = host;
    this.close = close;
  }

  static async open(side: Side = 32): Promise<PictureGateway> {
    let gateway: PictureGateway | null = null;
    const server = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => undefined);
      request.on('end', () => {
        gateway?.answer(request.url ?? '', Buffer.concat(chunks).toString(), response).catch(() => response.destroy());
      });
    });
    gateway = new PictureGateway(server, side);
    return gateway;
  }

  /** The entry of a connections file that leads here. */
  connection(slots: number): Record<string, unknown> {
    return { id: 'painting', dialect: face.dialect, baseUrl: this.origin, key: 'key', slots, ...face.connection };
  }

  get chargeCount(): number {
    return [...this.charges.values()].reduce((all, one) => all + one, 0);
  }

  private async answer(path: string, body: string, response: ServerResponse): Promise<void> {
    const name = /^\/pictures\/(intent-\d+-\d+)$/.exec(path)?.[1];
    if (name !== undefined) return this.give(name, response);
    const intent = /intent-\d+/.exec(body)?.[0] ?? '';
    this.charges.set(intent, (this.charges.get(intent) ?? 0) + 1);
    await this.charged(intent);
    const count = Number(/"num_images":(\d+)/.exec(body)?.[1] ?? 1);
    const shown = Array.from({ length: count }, (_, at): Shown => {
      const id = `${intent}-${at}`;
      return { id, url: `${this.origin}/pictures/${id}` };
    });
    response.end(JSON.stringify(face.done('job', shown)));
  }

  private async give(name: string, response: ServerResponse): Promise<void> {
    this.downloads.set(name, (this.downloads.get(name) ?? 0) + 1);
    if ((await this.asked(name, response)) === false) return;
    const picture = this.pictures.get(name) ?? painted(name, this.side);
    this.pictures.set(name, picture);
    const bytes = await picture;
    this.served.set(name, sha256(bytes));
    response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
  }
}
