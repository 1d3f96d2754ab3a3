import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Gateway } from './gateway';
import { Life } from './life';

/** The built-in gateway in a process of its own: pictures of full size, links that die, a ledger on the disk. */
export async function drawnGateway(): Promise<Gateway> {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-drawn-'));
  const life = Life.begin('gateway-process.ts', { ATELIER_DATA: folder });
  const origin = await life.says('origin ');
  return {
    env: {
      ATELIER_TRUSTED_HOSTS: new URL(origin).host,
      IDEOGRAM_API_KEY: 'key',
      IDEOGRAM_BASE_URL: origin,
      IDEOGRAM_PATH_PREFIX: '/sandbox/ideogram/v1',
    },
    charges() {
      const file = path.join(folder, 'sandbox', 'ledger.jsonl');
      const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
      const charges = new Map<string, number>();
      for (const entry of lines) {
        const { promptHash } = JSON.parse(entry) as { promptHash: string };
        charges.set(promptHash, (charges.get(promptHash) ?? 0) + 1);
      }
      return charges;
    },
    given: () => null,
    async close() {
      await life.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
