import type { Face } from '../faults/face';
import { faces } from '../faults/faces';

function faceNamed(name: string): Face {
  const found = faces.find((face) => face.name === name);
  if (!found) throw new Error(`There is no dialect ${name}.`);
  return found;
}

/** One that answers at once, and one that is asked after. Both make several pictures of one request. */
export const dialects = { sync: faceNamed('ideogram'), async: faceNamed('v4 (4.5)') };
export type Connection = keyof typeof dialects;
