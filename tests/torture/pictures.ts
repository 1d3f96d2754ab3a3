import { sha256 } from '../sha256';
import { png, serve } from '../workshop';

/** A picture that is another one for every name, and always the same for one. */
export const pictureOf = (name: string): Promise<Buffer> => png(`#${sha256(name).slice(0, 6)}`);

/** What a link answers: a picture, or a status without one. */
export type Given = Buffer | number;

/** Serves the pictures that a gateway links to, and remembers what each link gave. */
export class PictureHost {
  readonly origin: string;
  readonly host: string;
  readonly close: () => Promise<void>;
  /** The hashes of what each name gave, in the order it was asked for. */
  readonly given = new Map<string, string[]>();
  private readonly asked = new Map<string, number>();
  give: (name: string, times: number) => Given | Promise<Given> = pictureOf;

  private constructor({ origin, host, close }: { origin: string; host: string; close: () => Promise<void> }) {
    this.origin = origin;
    this.host = host;
    this.close = close;
  }

  static async open(): Promise<PictureHost> {
    let pictures: PictureHost | null = null;
    const server = await serve((request, response) => {
      const name = (request.url ?? '').slice(1);
      void pictures?.answer(name).then((given) => {
        if (typeof given === 'number') response.writeHead(given).end();
        else response.writeHead(200, { 'content-type': 'image/png' }).end(given);
      });
    });
    pictures = new PictureHost(server);
    return pictures;
  }

  link = (name: string): string => `${this.origin}/${name}`;

  private async answer(name: string): Promise<Given> {
    const times = (this.asked.get(name) ?? 0) + 1;
    this.asked.set(name, times);
    const given = await this.give(name, times);
    if (typeof given !== 'number') this.given.set(name, [...(this.given.get(name) ?? []), sha256(given)]);
    return given;
  }
}
