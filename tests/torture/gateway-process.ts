import { serveSandbox } from '@/lib/server/sandbox/serve';

/** The built-in gateway as a process of its own, with its own ledger; prints its origin once it listens. */
const { origin } = await serveSandbox();
console.log(`origin ${origin}`);
