import { faceOf } from '../faults/faces';

/** One that answers at once, and one that is asked after. Both make several pictures of one request. */
export const dialects = { sync: faceOf('ideogram'), async: faceOf('v4 (4.5)') };
export type Connection = keyof typeof dialects;
