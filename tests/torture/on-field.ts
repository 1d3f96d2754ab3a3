import { faces } from '../faults/faces';
import type { Face } from '../faults/face';
import { Field } from '../faults/field';

/** The dialect of that name, as the fault run knows it. */
export function faceOf(name: string): Face {
  const face = faces.find((one) => one.name === name);
  if (!face) throw new Error(`There is no dialect ${name}.`);
  return face;
}

/** What a fault means that is not of a dialect is played against the plainest of them. */
export const legacy = faceOf('ideogram');

/** Plays on a field of its own, with these settings of its connection beside the usual. */
export async function onField<T>(
  play: (field: Field) => Promise<T>,
  connection: Face['connection'] = {},
  face = legacy,
): Promise<T> {
  const field = await Field.open({ ...face, connection: { ...face.connection, ...connection } });
  try {
    return await play(field);
  } finally {
    await field.close();
  }
}
