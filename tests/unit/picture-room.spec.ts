import { expect, test } from '@playwright/test';
import { roomForPicture, type Room } from '@/lib/server/picture-room';

const mebibyte = 1024 * 1024;

/** Whether there is room at once; if not, `granted` is called later. */
async function grows(room: Room, mebibytes: number, granted: () => void = () => undefined): Promise<boolean> {
  let now = false;
  void room.grow(mebibytes * mebibyte).then(() => {
    now = true;
    granted();
  });
  await new Promise(setImmediate);
  return now;
}

test('usual pictures share a little memory, one alone may become large, and the others wait for it', async () => {
  const [first, second, third, fourth] = [roomForPicture(), roomForPicture(), roomForPicture(), roomForPicture()];
  expect(await grows(first, 3)).toBe(true);
  expect(await grows(second, 3)).toBe(true);
  expect(await grows(third, 2)).toBe(true);
  // Full: the next that wants more becomes the large one, and as large as it likes.
  expect(await grows(second, 40)).toBe(true);
  expect(await grows(second, 40)).toBe(true);
  const order: string[] = [];
  expect(await grows(third, 1, () => order.push('third'))).toBe(false);
  expect(await grows(fourth, 1, () => order.push('fourth'))).toBe(false);
  // Whoever gave up is not waited for.
  third.release();
  await new Promise(setImmediate);
  expect(order).toEqual(['fourth']);
  expect(await grows(fourth, 40)).toBe(false);
  second.release();
  expect(await grows(fourth, 40)).toBe(true);
  first.release();
  fourth.release();
  expect(await grows(first, 8)).toBe(true);
  expect(await grows(second, 40)).toBe(true);
  expect(await grows(third, 1)).toBe(false);
  for (const room of [first, second, third, fourth]) room.release();
});

test('with as many that never end as one likes there is one large one after the other', async () => {
  const rooms = Array.from({ length: 30 }, roomForPicture);
  let [large, most] = [0, 0];
  await Promise.all(
    rooms.map(async (room) => {
      await room.grow(9 * mebibyte);
      most = Math.max(most, (large += 1));
      await new Promise(setImmediate);
      large -= 1;
      room.release();
    }),
  );
  expect(most).toBe(1);
});
