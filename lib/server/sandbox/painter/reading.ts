import 'server-only';
import { colorMentions, isMonochrome, type ColorMention } from './color-words';
import { readCount } from './count';
import type { Light } from './light';
import type { Manner } from './pen';
import { hashText, turn } from './random';
import type { Subject, Weather } from './subject';
import { countable, mentions, type Mention, type SceneName, type Tag } from './vocabulary';

/** All that the painter takes from the words. */
export type Reading = {
  scene: SceneName;
  subject: Subject;
  /** Words in quotation marks, to be set in the picture. */
  lettering: string[];
  /** The word a poster would carry when nothing is quoted. */
  headline: string;
  /** Colours of the words, the strongest first; empty when none is named. */
  colors: string[];
  monochrome: boolean;
  /** A medium that the words name, for the automatic style. */
  medium: Manner | null;
  /** Cut into wood or metal: lines instead of brush strokes. */
  engraved: boolean;
};

const quoted =
  /“([^”]+)”|"([^"]+)"|「([^」]+)」|『([^』]+)』|《([^》]+)》|(?<![\p{L}\p{N}])‘([^’]+(?:’[\p{L}][^’]*)*)’/gu;

/** The words in quotation marks, and the text without them. */
export function splitLettering(prompt: string): { lettering: string[]; rest: string } {
  const lettering = [...prompt.matchAll(quoted)]
    .map(
      (match) =>
        match
          .slice(1)
          .find((part) => part !== undefined)
          ?.trim() ?? '',
    )
    .filter((words) => words !== '');
  return { lettering, rest: prompt.replace(quoted, ' ') };
}

const abstractScenes: readonly SceneName[] = [
  'silk',
  'ridges',
  'cutouts',
  'dunes',
  'bauhaus',
  'contours',
  'waves',
  'moons',
];

function chooseScene(found: readonly Mention[], prompt: string): SceneName {
  const scores = new Map<SceneName, number>();
  for (const { scene, weight, at } of found) {
    if (scene === null) continue;
    const early = 1 + 0.35 * Math.exp(-at / 24);
    scores.set(scene, Math.max(scores.get(scene) ?? 0, weight * early) + (scores.has(scene) ? 0.8 : 0));
  }
  const best = [...scores].toSorted((one, two) => two[1] - one[1])[0];
  return best?.[0] ?? turn(abstractScenes, hashText(prompt));
}

const hours: readonly (readonly [Light, RegExp])[] = [
  ['night', /\bnight|midnight|moonlit|moonlight|starry|nocturn|夜|深夜|月光|午夜/iu],
  ['dusk', /\bdusk|sunset|evening|twilight|golden hour|黄昏|日落|傍晚|夕阳|暮/iu],
  ['dawn', /\bdawn|sunrise|morning|daybreak|黎明|日出|清晨|早晨|晨/iu],
  ['noon', /\bnoon|midday|daylight|sunny|afternoon|summer|正午|中午|白天|晴|午后|夏/iu],
];

const usual: Partial<Record<SceneName, readonly Light[]>> = {
  lighthouse: ['dusk', 'dusk', 'dusk', 'night'],
  skyline: ['dusk', 'night', 'dawn', 'dusk'],
  facade: ['night', 'night', 'dusk', 'night'],
  ferry: ['night', 'dusk', 'night', 'dusk'],
  moons: ['night'],
  sailing: ['dawn', 'noon', 'dusk', 'noon'],
  town: ['noon', 'dawn', 'dusk', 'noon'],
  ridges: ['dawn', 'dusk', 'noon', 'dawn'],
  arcade: ['dusk', 'noon', 'dawn', 'dusk'],
  dunes: ['noon', 'dusk', 'dawn', 'noon'],
};

const weathers: readonly (readonly [Weather, RegExp])[] = [
  ['rain', /\brain|drizzle|storm|雨|暴风/iu],
  ['snow', /\bsnow|blizzard|winter|雪|冬/iu],
  ['fog', /\bfog|mist|haze|雾|霾/iu],
];

const media: readonly (readonly [Manner, RegExp])[] = [
  ['render-3d', /\b3d\b|render|octane|blender|clay|plasticine|c4d|三维|渲染|黏土/iu],
  ['anime', /\banime|manga|cel[- ]shad|ghibli|动漫|动画|漫画|二次元/iu],
  [
    'fiction',
    /oil paint|impasto|woodcut|woodblock|linocut|etching|engrav|fantasy|fairy|tempera|gouache|watercolou?r|painting|油画|版画|木刻|水彩|奇幻|绘画/iu,
  ],
  [
    'realistic',
    /\bphoto|large format|35 ?mm|cinematic|film still|realistic|north light|window light|摄影|照片|写实|胶片/iu,
  ],
  ['design', /\bposter|logo|label|packaging|book cover|typograph|海报|标志|包装|封面/iu],
];

function headlineOf(found: readonly Mention[], scene: SceneName, rest: string): string {
  const own = found
    .filter((mention) => mention.scene === scene)
    .toSorted((one, two) => two.weight - one.weight)[0];
  if (own) return own.word;
  const first = rest.match(/[\p{Script=Han}]{1,4}/u)?.[0] ?? rest.match(/\p{L}{4,12}/u)?.[0];
  return first ?? 'Atelier';
}

/** Reads a prompt and its negative; `turnNumber` walks through the choices the words leave open. */
export function read(prompt: string, negativePrompt: string, turnNumber: number): Reading {
  const { lettering, rest } = splitLettering(prompt);
  const found = mentions(rest);
  const scene = chooseScene(found, prompt);
  const without = new Set<Tag>(mentions(negativePrompt).map((mention) => mention.tag));
  const said = new Set<Tag>(found.map((mention) => mention.tag));
  const weather = new Set<Weather>();
  for (const [name, expression] of weathers) {
    if (expression.test(rest) && !expression.test(negativePrompt)) weather.add(name);
  }
  const named = hours.find(([, expression]) => expression.test(rest))?.[0];
  const light = named ?? turn(usual[scene] ?? ['noon'], turnNumber);
  const colors = colorMentions(rest);
  const tags = countable[scene] ?? [];
  const counted = found.filter((mention) => tags.includes(mention.tag));
  const own = found.filter((mention) => mention.scene === scene);
  const beside = (things: readonly Mention[]): ColorMention | undefined =>
    colors.find((color) => things.some((thing) => thing.at >= color.end && thing.at - color.end <= 3));
  const accent = beside(counted) ?? beside(own);
  return {
    scene,
    subject: {
      count: readCount(rest, counted),
      light,
      weather,
      accent: accent?.hex ?? null,
      says: (tag) => said.has(tag),
      lacks: (tag) => without.has(tag),
    },
    lettering: lettering.slice(0, 3),
    headline: headlineOf(found, scene, rest),
    colors: [...new Set(colors.filter((color) => !color.neutral).map((color) => color.hex))],
    monochrome: isMonochrome(rest),
    medium: media.find(([, expression]) => expression.test(rest))?.[0] ?? null,
    engraved: /woodcut|woodblock|linocut|etching|etched|engrav|版画|木刻|蚀刻/iu.test(rest),
  };
}
