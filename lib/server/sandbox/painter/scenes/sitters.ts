import 'server-only';
import type { Pen } from '@/lib/server/sandbox/painter/pen';
import { paintStage } from '@/lib/server/sandbox/painter/scenes/stage';
import type { Subject } from '@/lib/server/sandbox/painter/subject';

/** How one kind of animal sits; lengths as parts of its own size. */
export type Pose = {
  /** The most of the picture's height that one takes alone and in company, and of its share of the width. */
  height: readonly [alone: number, together: number];
  width: readonly [alone: number, together: number];
  /** Where one alone sits, as a part of the width: in a wide picture, in any other. */
  place: readonly [wide: number, other: number];
  /** Of several: the least of one's full size, and what chance adds. */
  sizes: readonly [least: number, more: number];
  shadow: readonly [across: number, half: number];
};

/** Up to seven animals in a row on one floor, every other one turned round. `draw` stands at the floor's level. */
export function paintSitters(
  pen: Pen,
  subject: Subject,
  { height, width, place, sizes, shadow }: Pose,
  draw: (index: number, size: number) => void,
): void {
  const floor = paintStage(pen, subject);
  pen.part('figure');
  const count = Math.min(7, subject.count ?? 1);
  const alone = count === 1;
  const among = alone ? 0 : 1;
  const most = Math.min(pen.height * height[among], (pen.width / count) * width[among]);
  for (let index = 0; index < count; index += 1) {
    const middle = place[pen.width > pen.height * 1.5 ? 0 : 1];
    const x = alone ? pen.width * middle : pen.width * ((index + 0.5) / count);
    const size = most * (alone ? 1 : sizes[0] + sizes[1] * pen.random());
    if (!subject.lacks('shadow')) pen.shadow(x + size * shadow[0], floor, size * shadow[1], size * 0.07, 0.5);
    pen.at(x, floor, 0, () => draw(index, size), index % 2 ? -1 : 1, 1);
  }
}
