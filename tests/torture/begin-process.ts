import { begin } from '@/lib/server/tasks/begin';

/** A studio without pages, as the server begins: refuses in one sentence, or works until it is told to end. */
await begin();
console.log('up');
