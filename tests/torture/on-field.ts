import type { Face } from '../faults/face';
import { faceOf } from '../faults/faces';
import { Field } from '../faults/field';

/** What a fault means that is not of a dialect is played against the plainest of them. */
export const plainest = faceOf('ideogram');

/** Plays on a field of its own, with these settings of its connection beside the usual, and closes it whatever happens. */
export async function onField<T>(
  play: (field: Field) => Promise<T>,
  { face = plainest, connection = {} }: { face?: Face; connection?: Face['connection'] } = {},
): Promise<T> {
  const field = await Field.open({ ...face, connection: { ...face.connection, ...connection } });
  try {
    return await play(field);
  } finally {
    await field.close();
  }
}
