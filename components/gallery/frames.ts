import { madeAt } from '@/lib/client/run-pages';
import type { Shape } from '@/lib/client/rows';
import type { Image } from '@/lib/schema/image';
import type { Run } from '@/lib/schema/run';
import type { MissingImage, Task } from '@/lib/schema/task';
import { isOpen } from '@/lib/schema/task-status';
import { dayOf } from './clock';

/**
 * One frame of a run. `key` names its place, so that a blank sheet and the picture that comes into it are the same
 * frame; `ratio` is width over height. Only a frame that `speaks` carries words.
 */
export type Frame = { key: string; ratio: number } & (
  | { kind: 'picture'; image: Image }
  | { kind: 'missing'; missing: MissingImage; speaks: boolean }
  | { kind: 'task'; speaks: boolean }
);

/** How far a picture may differ from the asked shape and still be set in it. */
const sameShape = 0.02;

const bounded = (ratio: number): number => (Number.isFinite(ratio) ? Math.min(5, Math.max(0.2, ratio)) : 1);

export const countOf = (task: Task): number => ('count' in task.input ? (task.input.count ?? 1) : 1);

/** The frames of a run in their order: pictures, the places of those to come, and of those that will not. */
export function framesOf(run: Run): Frame[] {
  const { task, images } = run;
  const asked = task === null ? null : bounded(task.width / task.height);
  const picture = (image: Image): Frame => {
    const own = bounded(image.width / image.height);
    const ratio = asked !== null && Math.abs(Math.log(own / asked)) < sameShape ? asked : own;
    return { kind: 'picture', key: `${run.id}:${image.index}`, ratio, image };
  };
  if (task === null || asked === null) return images.map(picture);

  const blank = (index: number, speaks: boolean): Frame => ({
    kind: 'task', key: `${run.id}:${index}`, ratio: asked, speaks,
  });
  const stored = new Map(images.map((image) => [image.index, image]));
  const told = task.missing.filter(({ reason }) => reason === 'withheld');
  if (isOpen(task.status) || images.length + (task.status === 'failed' ? told : task.missing).length === 0) {
    const length = Math.max(countOf(task), ...images.map((image) => image.index + 1));
    const slots = Array.from({ length }, (_, index) => index);
    const first = slots.find((index) => !stored.has(index));
    return slots.map((index) => {
      const image = stored.get(index);
      return image === undefined ? blank(index, index === first) : picture(image);
    });
  }

  const reasons = new Set<string>();
  const missing = task.missing.map((entry): Frame => {
    const speaks = !reasons.has(entry.reason);
    reasons.add(entry.reason);
    return { kind: 'missing', key: `${run.id}:${entry.index}`, ratio: asked, missing: entry, speaks };
  });
  const place = (frame: Frame): number => Number(frame.key.slice(frame.key.lastIndexOf(':') + 1));
  return [...images.map(picture), ...missing].toSorted((one, other) => place(one) - place(other));
}

export type Sheet = { run: Run; frames: Frame[]; shape: Shape };

const sheets = new WeakMap<Run, Sheet>();

/** A run with its frames and its shape, worked out once for as long as the run does not change. */
export function sheetOf(run: Run): Sheet {
  const known = sheets.get(run);
  if (known !== undefined) return known;
  const frames = framesOf(run);
  const shape = { id: run.id, day: dayOf(madeAt(run)), ratios: frames.map(({ ratio }) => ratio) };
  const sheet = { run, frames, shape };
  sheets.set(run, sheet);
  return sheet;
}

/** Frames that the keyboard stops at. */
export const isStop = (frame: Frame): boolean => frame.kind === 'picture' || frame.speaks;

export const picturesOf = (sheets: readonly Sheet[]): Image[] => sheets.flatMap(({ run }) => run.images);
