import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Lets a plain node process import the server's sources: the @/ alias, names without .ts, no bundle.
const root = pathToFileURL(`${process.cwd()}/`).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return next(`${root}tests/unit/server-only.ts`, context);
    const ours = specifier.startsWith('@/') || specifier.startsWith('./');
    if (!ours || !context.parentURL || context.parentURL.includes('/node_modules/')) return next(specifier, context);
    const url = specifier.startsWith('@/') ? root + specifier.slice(2) : new URL(specifier, context.parentURL).href;
    return next(existsSync(fileURLToPath(`${url}.ts`)) ? `${url}.ts` : url, context);
  },
});
