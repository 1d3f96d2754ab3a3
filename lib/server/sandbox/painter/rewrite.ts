import 'server-only';
import { hashText, turn } from './random';
import { splitLettering } from './reading';

type Part = { when: RegExp; english: readonly string[]; chinese: readonly string[] };

const medium: readonly Part[] = [
  {
    when: /poster|海报|label|标签|packaging|包装/iu,
    english: [
      'screen-printed in three flat inks on heavy paper',
      'a lithographed sheet with crisp registered edges',
      'letterpress ink pressed into soft cotton stock',
    ],
    chinese: ['三色丝网印刷，厚纸质感', '石版印刷，套色清晰', '凸版油墨，压在柔软的棉纸上'],
  },
  {
    when: /photo|摄影|照片|north light|large format|window light/iu,
    english: [
      'large-format photograph with a shallow plane of focus',
      'medium-format photograph, fine grain',
      '85 mm photograph, quiet falloff behind the subject',
    ],
    chinese: ['大画幅摄影，浅景深', '中画幅胶片，细腻颗粒', '85毫米镜头，背景柔和虚化'],
  },
  {
    when: /./u,
    english: [
      'drawn as a flat gouache print with visible paper',
      'built from broad planes of opaque colour',
      'a hand-pulled print with slightly uneven ink',
      'painted in a few sure layers, edges left crisp',
    ],
    chinese: [
      '平涂水粉，纸纹可见',
      '以大块不透明的色面构成',
      '手工印制，油墨略有不匀',
      '寥寥数层，边缘干净利落',
    ],
  },
];
const light: readonly Part[] = [
  {
    when: /night|夜|dusk|dawn|noon|sunset|sunrise|黄昏|黎明|清晨|正午|日落|light|光/iu,
    english: [
      'the light holding close to one side and falling away softly',
      'long shadows gathering at the edges',
      'a narrow band of brightness against quieter tones',
    ],
    chinese: ['光从一侧而来，缓缓消退', '长影聚在画面边缘', '一线明亮，衬着安静的暗调'],
  },
  {
    when: /./u,
    english: [
      'soft light entering from the left',
      'clear morning light from high on the right',
      'low late-afternoon light with warm edges',
      'even, shadowless daylight',
    ],
    chinese: ['柔光自左侧而入', '清澈的晨光自右上方落下', '午后斜阳，边缘温暖', '均匀无影的天光'],
  },
];
const composition: readonly Part[] = [
  {
    when: /portrait|person|woman|man|肖像|人|女|男/iu,
    english: [
      'seen from the chest up against a plain ground',
      'slightly off centre, with calm space in front of the gaze',
      'a close, frontal crop',
    ],
    chinese: ['胸像构图，背景素净', '主体略偏一侧，视线前方留白', '正面近景'],
  },
  {
    when: /./u,
    english: [
      'one clear subject and generous empty space',
      'a low horizon and a wide quiet sky',
      'the subject set off centre and balanced by a single accent',
      'strong silhouette, three depths of tone',
    ],
    chinese: [
      '主体单一，大片留白',
      '低地平线，天空开阔安静',
      '主体偏置，以一点重色平衡',
      '轮廓鲜明，三层深浅',
    ],
  },
];

const isChinese = (text: string): boolean =>
  (text.match(/\p{Script=Han}/gu)?.length ?? 0) * 2 > (text.match(/[A-Za-z]/gu)?.length ?? 0) / 2;

type Additions = { /** The words as they were, without the mark they end in. */ bare: string; medium: string; light: string; composition: string };

function additionsTo(kept: string, seed: number): Additions & { chinese: boolean } {
  const { rest } = splitLettering(kept);
  const chinese = isChinese(rest.trim() === '' ? kept : rest);
  const start = hashText(kept) + Math.abs(Math.trunc(seed));
  const choose = (parts: readonly Part[], index: number): string => {
    const part = parts.find(({ when }) => when.test(rest)) ?? parts[parts.length - 1];
    return part ? turn(chinese ? part.chinese : part.english, Math.floor(start / 3 ** index)) : '';
  };
  return {
    chinese,
    bare: kept.replace(/[\s,，、.。;；]+$/u, ''),
    medium: choose(medium, 0),
    light: choose(light, 1),
    composition: choose(composition, 2),
  };
}

/** What magic prompt adds to the words, part by part, chosen from them and the seed, in their language. */
export const embellish = (prompt: string, seed: number): Additions => additionsTo(prompt.trim(), seed);

/**
 * Magic prompt, by a rule anyone can see: the person's words stay as they are, quoted lettering included, and
 * a medium, a light and a composition follow, chosen from the words and the seed, in the language of the words.
 */
export function rewritePrompt(prompt: string, seed: number): string {
  const kept = prompt.trim();
  if (kept === '') return '';
  const { bare, medium, light, composition, chinese } = additionsTo(kept, seed);
  return [bare, medium, light, composition].join(chinese ? '，' : ', ');
}
