import { faces } from '../faults/faces';
import { Field } from '../faults/field';

/** Plays on a studio whose one connection is a hostile gateway of that name (`faces.ts`), and closes it whatever happens. */
export async function onField<T>(name: string, play: (field: Field) => Promise<T>): Promise<T> {
  const face = faces.find((one) => one.name === name);
  if (!face) throw new Error(`No gateway is named ${name}.`);
  const field = await Field.open(face);
  try {
    return await play(field);
  } finally {
    await field.close();
  }
}
