import 'server-only';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { environment } from '@/lib/server/env';
import { singleton } from '@/lib/server/singleton';
import type { Bytes } from './body';
import { sandboxPath } from './folder';

const folder = (...parts: string[]): string => sandboxPath('results', ...parts);
const nameOf = (id: string, expires: number): string => `${expires}-${id}.png`;

/**
 * What links are signed with: random, one for each data folder, so links outlive a restart but not their
 * data.
 */
const secret = (): string =>
  singleton('sandbox.secret', () => {
    const file = sandboxPath('secret');
    if (!existsSync(file)) {
      const draft = `${file}.${process.pid}`;
      mkdirSync(sandboxPath(), { recursive: true });
      writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
      // A link appears whole or not at all, so of two processes that start at once both read the same secret.
      try {
        linkSync(draft, file);
      } catch (error) {
        if (!existsSync(file)) throw error;
      }
      rmSync(draft);
    }
    return readFileSync(file, 'utf8');
  });

const sign = (id: string, expires: number): string =>
  createHmac('sha256', secret()).update(`${id} ${expires}`).digest('hex');

/**
 * Keeps a picture and gives the path of its link, `/sandbox/files/{id}.png?exp={unix seconds}&sig={64 hex}`:
 * the shape of the official one (shared/upstream/ideogram.md 2.4). It dies after ATELIER_SANDBOX_LINK_HOURS;
 * null bytes make a link that is dead already.
 */
export async function saveResult(bytes: Uint8Array | null): Promise<string> {
  const id = randomBytes(16).toString('base64url');
  const life = bytes ? environment().ATELIER_SANDBOX_LINK_HOURS * 3_600_000 : -1000;
  const expires = Math.ceil((Date.now() + life) / 1000);
  await sweep();
  if (bytes) {
    await mkdir(folder(), { recursive: true });
    await writeFile(folder(nameOf(id, expires)), bytes);
  }
  return `/sandbox/files/${id}.png?exp=${expires}&sig=${sign(id, expires)}`;
}

/**
 * The bytes behind a link, or why there are none: a wrong signature (403), a link that died (410), no file
 * (404).
 */
export async function openResult(url: URL): Promise<Bytes | 403 | 404 | 410> {
  const id = /^\/sandbox\/files\/([\w-]{22})\.png$/.exec(url.pathname)?.[1];
  if (id === undefined) return 404;
  const expires = Number(url.searchParams.get('exp'));
  const given = Buffer.from(url.searchParams.get('sig') ?? '');
  const right = Buffer.from(sign(id, expires));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 403;
  if (expires * 1000 <= Date.now()) {
    await rm(folder(nameOf(id, expires)), { force: true });
    return 410;
  }
  try {
    return new Uint8Array(await readFile(folder(nameOf(id, expires))));
  } catch {
    return 404;
  }
}

const sweepEvery = 60_000;

/** Deletes the files whose links died; their names begin with the second they die in. */
async function sweep(): Promise<void> {
  const last = singleton('sandbox.sweep', () => ({ at: 0 }));
  if (Date.now() - last.at < sweepEvery) return;
  last.at = Date.now();
  const names = await readdir(folder()).catch(() => []);
  const dead = names.filter((name) => Number.parseInt(name, 10) * 1000 <= Date.now());
  await Promise.all(dead.map((name) => rm(folder(name), { force: true })));
}
