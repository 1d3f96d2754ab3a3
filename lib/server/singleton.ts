import 'server-only';

/**
 * One value per process. Next gives pages, routes and instrumentation their own copy of a module's state,
 * so whatever must exist once (database, worker, wake-ups) hangs on globalThis.
 */
export function singleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`atelier.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  return (store[key] ??= make());
}
