import type { Capability } from '@/lib/schema/model';
import { byRatio, cuts, figure, keptBy, ratioOf } from './shape';

export type Size = { width: number; height: number };

/** An edge or a corner of a frame: -1 is left or top, 1 right or bottom, 0 neither. */
export type Grip = { x: -1 | 0 | 1; y: -1 | 0 | 1 };

/** A shape a frame can take. `ratio` is of the pixels where the card tells them, for its 16:9 may be 1.75. */
export type FrameShape = {
  aspectRatio: string | null;
  resolution: string | null;
  ratio: number;
  size: readonly [number, number] | null;
};

type Offer = Pick<Capability, 'aspectRatios' | 'resolutions' | 'sizes'>;

/** What a frame snaps to, tall to wide: the ratios, or the exact sizes when `exact` or when there is nothing else. */
export function frameShapes({ aspectRatios, resolutions, sizes }: Offer, exact: boolean): FrameShape[] {
  const sized = resolutions.length > 0 && (exact || aspectRatios.length === 0);
  const shapes = byRatio(sized ? resolutions : aspectRatios).map((name): FrameShape => {
    const [width = 1, height = 1] = sized ? name.split('x').map(Number) : (sizes[name] ?? []);
    const size = sized || sizes[name] ? ([width, height] as const) : null;
    const ratio = size ? width / height : ratioOf(name);
    return { aspectRatio: sized ? null : name, resolution: sized ? name : null, ratio, size };
  });
  return shapes.toSorted((one, other) => one.ratio - other.ratio);
}

/**
 * Width over height that a frame is dragged to: `from` is its size when the grip was taken, `moved` how far the pointer
 * went, all in pixels. The middle stays, so a frame grows by twice what its edge is moved; no side goes under one.
 */
export function draggedRatio(grip: Grip, from: Size, moved: { x: number; y: number }): number {
  const width = Math.max(1, from.width + 2 * grip.x * moved.x);
  const height = Math.max(1, from.height + 2 * grip.y * moved.y);
  return width / height;
}

/** Where the shape nearest to a ratio stands among those offered, by proportion; -1 when none is. */
export function nearestTo(ratio: number, shapes: readonly FrameShape[]): number {
  const away = shapes.map((shape) => Math.abs(Math.log(shape.ratio / ratio)));
  return away.indexOf(Math.min(...away));
}

/** Where an arrow, Home or End on a grip leads from shape `at` of `count`; the edge goes where the arrow points. Null: not its key. */
export function keyLeads(grip: Grip, key: string, at: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const wider = key === 'ArrowRight' ? grip.x : key === 'ArrowLeft' ? -grip.x : 0;
  const taller = key === 'ArrowDown' ? grip.y : key === 'ArrowUp' ? -grip.y : 0;
  const step = wider - taller;
  return step === 0 ? null : Math.min(count - 1, Math.max(0, at + step));
}

/** The part of a board's height that a square frame at rest takes; the rest is room to pull an edge into. */
const restingPart = 0.76;

const fitInto = ({ width, height }: Size, board: Size): Size => {
  const scale = Math.min(1, board.width / width, board.height / height);
  return { width: width * scale, height: height * scale };
};

/** A frame at rest on its board: every ratio covers about the same area, so a wide one is not a bigger one. */
export function restingFrame(ratio: number, board: Size): Size {
  const side = Math.min(board.width, board.height) * restingPart;
  return fitInto(figure(ratio, side * side), board);
}

/** A frame while a grip of it is held: an edge leaves the other two where they are, as long as the board has room. */
export function heldFrame(grip: Grip, from: Size, ratio: number, board: Size): Size {
  if (grip.x !== 0 && grip.y !== 0) return restingFrame(ratio, board);
  const width = grip.x === 0 ? from.width : from.height * ratio;
  return fitInto({ width, height: width / ratio }, board);
}

/** Where the source stands in a frame of `ratio`: whole, in the middle, in parts of one (left, top, width, height). */
export const sourceIn = (ratio: number, source: Size) =>
  keptBy(source.width / source.height, { width: ratio, height: 1 });

/** The part of a frame that the source does not cover, 0 to 1: what the model has to paint. */
export function newPart(ratio: number, source: Size): number {
  const { width, height } = sourceIn(ratio, source);
  return 1 - width * height;
}

/** Whether a frame of `ratio` adds anything that a person would see; one that does not would be paid for nothing. */
export const addsPaper = (ratio: number, source: Size): boolean => cuts(ratio, source);
