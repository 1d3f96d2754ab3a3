import { readdirSync } from 'node:fs';
import path from 'node:path';
import { studioStatus, type StudioStatus } from '@/lib/schema/status';
import { Studio } from '../studio';
import type { DiskStudio } from './disk-studio';
import { answered, type Answered } from './doors';

/** A whole studio as a process of its own, pages and all, on the data folder of a disk studio and with its gateway. */
export class RunningStudio {
  private constructor(
    private readonly studio: Studio,
    readonly pid: number,
  ) {}

  static async begin({ env, shop }: Pick<DiskStudio, 'env' | 'shop'>): Promise<RunningStudio> {
    // Its last fault is what goes to the log.
    const studio = await Studio.start({ ...env, ATELIER_LOG: 'error' });
    // It says in the data folder which process it is.
    const [name = ''] = readdirSync(path.join(shop.folder, 'running'));
    return new RunningStudio(studio, Number(name.split('-')[0]));
  }

  get url(): string {
    return this.studio.url;
  }

  remove = (): Promise<void> => this.studio.remove();

  private async ask(line: string, init: RequestInit = {}): Promise<Answered> {
    return answered(await fetch(`${this.studio.url}${line}`, init));
  }

  /** `POST /api/generate` of an intent's own prompt, under the intent as its key. */
  generate(intent: string): Promise<Answered> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': intent };
    return this.ask('/api/generate', { method: 'POST', headers, body: JSON.stringify({ prompt: `${intent} a lighthouse` }) });
  }

  readiness = (): Promise<Answered> => this.ask('/api/health/ready');

  async status(): Promise<StudioStatus> {
    const response = await fetch(`${this.studio.url}/api/status`);
    return studioStatus.parse(await response.json());
  }

  /** What it last said of a fault of its own. */
  fault = async (): Promise<string> => (await this.status()).fault?.message ?? '';
}
