import { existsSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Lets plain Node run the server's TypeScript: imported by a command before the server's modules, or
 * `node --import ./lib/cli/server-loader.ts script.ts`. Maps `@/x` to the repository's root, adds the extension that an
 * import leaves out, and makes `server-only` empty, as a server bundle does.
 */
const root = path.resolve(import.meta.dirname, '../..');
const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();
const asFile = (base: string): string | undefined => [base, `${base}.ts`, path.join(base, 'index.ts')].find(isFile);

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: 'data:text/javascript,', shortCircuit: true };
    const local = specifier.startsWith('@/')
      ? path.join(root, specifier.slice(2))
      : specifier.startsWith('./') && context.parentURL?.startsWith('file:') && !context.parentURL.includes('/node_modules/')
        ? path.resolve(path.dirname(fileURLToPath(context.parentURL)), specifier)
        : undefined;
    const file = local && asFile(local);
    return file ? { url: pathToFileURL(file).href, shortCircuit: true } : next(specifier, context);
  },
});
