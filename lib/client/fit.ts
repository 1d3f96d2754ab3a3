import type { Capability, Connection, Model } from '@/lib/schema/model';
import type { Image } from '@/lib/schema/image';
import type {
  ColorPalette,
  MagicPrompt,
  OperationName,
  RenderingSpeed,
  Style,
  StylePreset,
} from '@/lib/schema/operation';
import type { Draft } from './draft';
import { lookOf, type Way } from './fit-look';
import { byRatio, cuts, nearestShape, ratioOf } from './shape';

export type Choice = { connection: Connection; model: Model; capability: Capability };

/** What a model either has or lacks. */
export type Feature =
  | 'palette'
  | 'style'
  | 'negative'
  | 'magic'
  | 'seed'
  | 'speed'
  | 'preset'
  | 'codes'
  | 'references'
  | 'character'
  | 'weight';

/**
 * A set value that the chosen model cannot use, and what stands in for it where something must. `by`: the model takes
 * it, only not beside that other way of naming a style.
 */
export type SetAside =
  | { what: Feature; by?: Way }
  | { what: 'ratio'; wanted: string; instead: string }
  | { what: 'count'; most: number };

/** The draft as the chosen model takes it: a null is not sent. `size` is pixels, when the card tells them. */
export type Settled = Choice & {
  operation: OperationName;
  aspectRatio: string | null;
  resolution: string | null;
  size: readonly [number, number] | null;
  style: Style | null;
  colorPalette: ColorPalette | null;
  renderingSpeed: RenderingSpeed | null;
  stylePreset: StylePreset | null;
  styleCodes: readonly string[] | null;
  styleImages: readonly Image[] | null;
  characterImage: Image | null;
  magicPrompt: MagicPrompt | null;
  seed: number | null;
  negativePrompt: string | null;
  count: number;
  imageWeight: number | null;
  resemblance: number | null;
  detail: number | null;
  aside: SetAside[];
};

/** Every model that offers an operation, connection by connection, in the server's order. */
export function choices(operation: OperationName, connections: readonly Connection[]): Choice[] {
  return connections.flatMap((connection) =>
    connection.models.flatMap((model) => {
      const capability = model.operations[operation];
      return capability ? [{ connection, model, capability }] : [];
    }),
  );
}

/** The model wanted if it offers the operation, else the first of its connection that does, else the first of all. */
function choose(
  { operation, connection, model }: Pick<Draft, 'operation' | 'connection' | 'model'>,
  connections: readonly Connection[],
): Choice | null {
  const all = choices(operation, connections);
  const home = connection ?? connections[0]?.id;
  const near = all.filter((choice) => choice.connection.id === home);
  return near.find((choice) => choice.model.id === model) ?? near[0] ?? all[0] ?? null;
}

/** What of the draft the chosen model uses. Null when no connection offers the operation. */
export function settle(draft: Draft, connections: readonly Connection[]): Settled | null {
  const choice = choose(draft, connections);
  if (!choice) return null;
  const { capability } = choice;
  const aside: SetAside[] = [];
  const take = <Value>(
    value: Value | null,
    takes: boolean,
    what: Feature,
  ) => {
    if (value !== null && !takes) aside.push({ what });
    return takes ? value : null;
  };
  const count = Math.min(draft.count, capability.count);
  if (count < draft.count && capability.count > 1) aside.push({ what: 'count', most: count });
  const shape = shapeOf(draft, capability, aside);
  return {
    ...choice,
    operation: draft.operation,
    ...shape,
    ...weightOf(draft, capability, shape.size, aside),
    ...lookOf(draft, capability, aside),
    colorPalette: take(draft.colorPalette, capability.colorPalette, 'palette'),
    magicPrompt: take(draft.magicPrompt, capability.magicPrompt, 'magic'),
    seed: take(draft.seed, capability.seed, 'seed'),
    negativePrompt: take(draft.negativePrompt.trim() || null, capability.negativePrompt, 'negative'),
    count,
    resemblance: capability.resemblance && (draft.resemblance ?? capability.resemblance.default),
    detail: capability.detail && (draft.detail ?? capability.detail.default),
    aside,
  };
}

/** The source's weight; some models take it only while the source keeps its ratio. */
function weightOf(
  { image, imageWeight }: Draft,
  capability: Capability,
  size: readonly [number, number] | null,
  aside: SetAside[],
): { imageWeight: number | null } {
  if (!capability.imageWeight) return { imageWeight: null };
  const reshaped = image !== null && size !== null && cuts(size[0] / size[1], image);
  if (imageWeight === null || !capability.weightKeepsShape || !reshaped) return { imageWeight };
  aside.push({ what: 'weight' });
  return { imageWeight: null };
}

function shapeOf(draft: Draft, { aspectRatios, resolutions, sizes, keepsShape }: Capability, aside: SetAside[]) {
  if (draft.resolution !== null && resolutions.includes(draft.resolution)) {
    return sized(draft.resolution, null, aside);
  }
  const wanted = draft.resolution ?? draft.aspectRatio;
  const source = draft.operation === 'generate' ? null : draft.image;
  const unshaped = wanted === null || aspectRatios.length + resolutions.length === 0;
  if (keepsShape && source && unshaped) {
    return { aspectRatio: null, resolution: null, size: [source.width, source.height] as const };
  }
  const ratio = wanted === null ? (source ? source.width / source.height : 1) : ratioOf(wanted);
  if (aspectRatios.length === 0 && resolutions.length > 0) return sized(nearestShape(ratio, resolutions), wanted, aside);
  const aspectRatio =
    wanted !== null && aspectRatios.includes(wanted) ? wanted : nearestShape(ratio, byRatio(aspectRatios));
  if (wanted !== null && aspectRatio !== null && aspectRatio !== wanted) {
    aside.push({ what: 'ratio', wanted: wanted.replace('x', ' × '), instead: aspectRatio });
  }
  return { aspectRatio, resolution: null, size: (aspectRatio && sizes[aspectRatio]) || null };
}

/** An exact size; told when it only stands in for the shape wanted. */
function sized(resolution: string | null, wanted: string | null, aside: SetAside[]) {
  const [width = 0, height = 0] = (resolution ?? '').split('x').map(Number);
  const near = wanted !== null && Math.abs(Math.log(ratioOf(wanted) / (width / height))) < 0.02;
  if (wanted !== null && !near) {
    aside.push({ what: 'ratio', wanted: wanted.replace('x', ' × '), instead: `${width} × ${height}` });
  }
  return { aspectRatio: null, resolution, size: [width, height] as const };
}

/** Width over height of what will be made: of the model's own pixels where they are told, for its 16:9 may be 1.75. */
export function ratioMade({ size, resolution, aspectRatio }: Settled): number | null {
  if (size) return size[0] / size[1];
  const shape = resolution ?? aspectRatio;
  return shape === null ? null : ratioOf(shape);
}

const kindOf = (item: SetAside) => item.what;

/** What a change of model set aside that was in use before it. */
export const newlyAside = (before: Settled, after: Settled): SetAside[] =>
  after.aside.filter((item) => !before.aside.some((earlier) => kindOf(earlier) === kindOf(item)));
