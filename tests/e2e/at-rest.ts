import { expect } from '@playwright/test';

/** What a measure shows once two looks in a row agree. */
export async function atRest<Measured>(measure: () => Promise<Measured>): Promise<Measured> {
  let last = await measure();
  await expect(async () => {
    const before = last;
    last = await measure();
    expect<unknown>(last).toEqual(before);
  }).toPass({ intervals: [150] });
  return last;
}
