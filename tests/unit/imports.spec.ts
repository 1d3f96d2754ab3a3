import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

/** What is shipped: everything but the tests. */
const root = path.resolve(import.meta.dirname, '../..');
const files = ['app', 'components', 'lib'].flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs}`, { cwd: root }));
const shipped = [...files, 'proxy.ts', 'instrumentation.ts', 'next.config.ts'];

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`; the package's name without a path in it. */
function packagesOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const named = [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)(['"])([^'"]+)\1/g)].map(([, , name = '']) => name);
  return named
    .filter((name) => !/^[./]|^@\//.test(name))
    .map((name) => (name.startsWith('node:') ? name : name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')));
}

const imports = shipped.map((file) => ({ file, packages: packagesOf(file) }));

/** Vendors' clients and whatever sends a request again by itself (quality/reliability.md a2): one press would buy twice. */
const senders =
  /^(replicate|openai|ai|@ai-sdk\/.+|@fal-ai\/.+|axios|axios-retry|got|ky|ofetch|needle|superagent|request|node-fetch|fetch-retry|p-retry|async-retry|retry|cockatiel)$/;

test('nothing that sends by itself is shipped, not even as a dependency', () => {
  expect(imports.filter(({ packages }) => packages.some((name) => senders.test(name)))).toEqual([]);
  expect(Object.keys(manifest.dependencies).filter((name) => senders.test(name))).toEqual([]);
});

test('what is shipped imports only what is installed with it', () => {
  const found = imports.flatMap(({ packages }) => packages).filter((name) => !name.startsWith('node:'));
  expect(found.length).toBeGreaterThan(100);
  expect([...new Set(found)].filter((name) => !(name in manifest.dependencies))).toEqual([]);
});

test('requests leave the server in two places only: one that sends once, one that downloads', () => {
  const dialling = (file: string, packages: string[]): boolean =>
    packages.some((name) => /^(undici|node:https|node:http2|node:tls)$/.test(name)) ||
    (file.startsWith('lib/server/') && /(?<![.\w])fetch\(/.test(readFileSync(path.join(root, file), 'utf8')));
  const found = imports.filter(({ file, packages }) => dialling(file, packages)).map(({ file }) => file);
  expect(found.toSorted()).toEqual(['lib/server/guard.ts', 'lib/server/http.ts']);
});
