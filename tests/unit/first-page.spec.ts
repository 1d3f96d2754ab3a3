import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

const root = process.cwd();

function files(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
}

/** Modules a file loads when it runs: static imports and re-exports that are not types, without `import()`. */
function loads(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)([^;'"]*?from\s+)?['"]([^'"]+)['"]/gm);
  return [...statements]
    .filter(([, names]) => names === undefined || !/^\{\s*(type\s+\w+,?\s*)+\}/.test(names))
    .map(([, , target]) => target ?? '');
}

function resolve(from: string, target: string): string | null {
  const base = target.startsWith('@/') ? target.slice(2) : target.startsWith('.') ? path.join(path.dirname(from), target) : null;
  if (base === null) return null;
  return [base, `${base}.ts`, `${base}.tsx`].find((name) => known.has(name)) ?? null;
}

const known = new Set(['app', 'components', 'lib'].flatMap(files));

/** Packages and files that the studio's first page runs, each with the file that asked. */
function reach(start: string): { packages: Map<string, string>; files: Map<string, string> } {
  const seen = new Map([[start, '']]);
  const packages = new Map<string, string>();
  for (const file of seen.keys()) {
    for (const target of loads(file)) {
      const next = resolve(file, target);
      if (next === null) packages.set(target, file);
      else if (!seen.has(next)) seen.set(next, file);
    }
  }
  return { packages, files: seen };
}

for (const page of ['app/(studio)/studio.tsx', 'app/providers.tsx']) {
  test(`${page} starts without the schemas' library and without the widgets that are fetched when asked for`, () => {
    const { packages } = reach(page);
    const heavy = [...packages].filter(([name]) => /^(zod|@base-ui\/|react-dropzone)/.test(name));
    expect(packages.has('react')).toBe(true);
    expect(heavy).toEqual([]);
  });
}

test('the many presets, their names and their panel are fetched when they are wanted', () => {
  const first = reach('app/(studio)/studio.tsx').files;
  expect(first.has('components/composer/chips.tsx')).toBe(true);
  const late = [...first.keys()].filter((file) => /style-presets|messages\/presets|preset-grid|-panel\.tsx/.test(file));
  expect(late).toEqual([]);
});
