import type { Capability } from '@/lib/schema/model';
import type { Draft } from './draft';
import type { SetAside, Settled } from './fit';

/** Ways of naming a style; some shut others out (shared/upstream/ideogram.md 6.1, 15). */
export type Way = 'codes' | 'preset' | 'references' | 'style';

export type SettledLook = Pick<
  Settled,
  'renderingSpeed' | 'stylePreset' | 'styleCodes' | 'styleImages' | 'characterImage' | 'style'
>;

/** What a way shuts out; the earlier of two that the draft holds is the one that stays. */
const shutOut: readonly [Way, readonly Way[]][] = [
  ['codes', ['preset', 'references', 'style']],
  ['preset', ['references']],
];

const heldBy: Record<Way, (look: SettledLook) => boolean> = {
  codes: ({ styleCodes }) => styleCodes !== null,
  preset: ({ stylePreset }) => stylePreset !== null,
  references: ({ styleImages }) => styleImages !== null,
  style: ({ style }) => style !== null,
};

const unsettled = {
  codes: { styleCodes: null },
  preset: { stylePreset: null },
  references: { styleImages: null },
  style: { style: null },
} satisfies Record<Way, Partial<SettledLook>>;

const undrafted = {
  codes: { styleCodes: [] },
  preset: { stylePreset: null },
  references: { styleImages: [] },
  style: { style: null },
} satisfies Record<Way, Partial<Draft>>;

const some = <Value>(values: readonly Value[], most: number): readonly Value[] | null =>
  values.length === 0 || most === 0 ? null : values.slice(0, most);

/** What of the draft's look the card takes, never two ways that shut each other out; what it lacks goes to `aside`. */
export function lookOf(draft: Draft, card: Capability, aside: SetAside[]): SettledLook {
  const { renderingSpeed: speed, stylePreset: preset, style } = draft;
  let look: SettledLook = {
    renderingSpeed: speed !== null && card.renderingSpeeds.includes(speed) ? speed : null,
    stylePreset: preset !== null && card.stylePresets.includes(preset) ? preset : null,
    styleCodes: some(draft.styleCodes, card.styleCodes),
    styleImages: some(draft.styleImages, card.styleImages),
    characterImage: card.characterImage ? draft.characterImage : null,
    style: style !== null && card.styles.includes(style) ? style : null,
  };
  if (speed !== null && look.renderingSpeed === null) aside.push({ what: 'speed' });
  if (preset !== null && look.stylePreset === null) aside.push({ what: 'preset' });
  if (draft.styleCodes.length > 0 && look.styleCodes === null) aside.push({ what: 'codes' });
  if (draft.styleImages.length > 0 && look.styleImages === null) aside.push({ what: 'references' });
  if (draft.characterImage !== null && look.characterImage === null) aside.push({ what: 'character' });
  if (style !== null && look.style === null) aside.push({ what: 'style' });
  for (const [by, others] of shutOut) {
    if (!heldBy[by](look)) continue;
    for (const what of others.filter((other) => heldBy[other](look))) {
      aside.push({ what, by });
      look = { ...look, ...unsettled[what] };
    }
  }
  return look;
}

/** The ways in use that choosing one shuts out, and the change of the draft that takes them away. */
export function shutOutBy(way: Way, look: SettledLook): { dropped: Way[]; patch: Partial<Draft> } {
  const excludes = (by: Way, what: Way) => shutOut.some(([one, others]) => one === by && others.includes(what));
  const ways: Way[] = ['style', 'preset', 'codes', 'references'];
  const dropped = ways.filter((other) => heldBy[other](look) && (excludes(way, other) || excludes(other, way)));
  return { dropped, patch: Object.assign({}, ...dropped.map((other) => undrafted[other])) as Partial<Draft> };
}
