import 'server-only';

type Entry = { hex: string; en: string; zh: string; neutral?: true };

const entries: readonly Entry[] = [
  { hex: '#c8322b', en: 'red|scarlet|vermilion|cardinal', zh: '红(?!茶|酒)|朱|赤' },
  { hex: '#9e1f33', en: 'crimson|burgundy|maroon|carmine|madder', zh: '绯|酒红|深红|胭脂' },
  { hex: '#e9762b', en: 'orange|tangerine|amber', zh: '橙|橘红|琥珀' },
  { hex: '#f0be3a', en: 'yellow|saffron|canary', zh: '黄(?!昏|河|山)|鹅黄' },
  { hex: '#d9a441', en: 'gold|golden|ochre|mustard|honey', zh: '金(?!鱼|融)|赭|芥末' },
  { hex: '#3f8a4f', en: 'green|emerald', zh: '绿|翠' },
  { hex: '#7d8f4b', en: 'olive(?! (?:branch|tree|oil|twig|sprig))|sage|moss', zh: '橄榄绿|苔绿' },
  { hex: '#1f8a8a', en: 'teal|turquoise|aquamarine', zh: '青(?!年|岛|春|少|蛙|色)|蓝绿|松石' },
  { hex: '#35b0c4', en: 'cyan|aqua', zh: '青色' },
  { hex: '#2c62b8', en: 'blue|cobalt|azure|ultramarine', zh: '蓝' },
  { hex: '#243a72', en: 'navy|indigo|midnight blue', zh: '靛|藏青|深蓝' },
  { hex: '#7a4aa8', en: 'purple|violet|lavender|lilac', zh: '紫' },
  { hex: '#e58aa2', en: 'pink|coral|salmon|blush', zh: '粉(?!末)|珊瑚' },
  { hex: '#c2357c', en: 'magenta|fuchsia', zh: '品红|洋红' },
  { hex: '#7b4f32', en: 'brown|sepia|umber|chocolate|terracotta|rust', zh: '棕|褐|咖啡色' },
  { hex: '#f2e8d2', en: 'cream|ivory|beige', zh: '米色|奶油', neutral: true },
  { hex: '#f4f3ef', en: 'white', zh: '白(?!天|鹭|昼|日)', neutral: true },
  { hex: '#1d1c20', en: 'black', zh: '黑', neutral: true },
  { hex: '#8b8d90', en: 'gr[ae]y|slate|silver', zh: '灰(?!鹭)|银(?!河|杏)', neutral: true },
];

const terms = entries.map(({ hex, en, zh, neutral }) => ({
  hex,
  neutral: neutral ?? false,
  expression: new RegExp(`(?<![\\p{L}])(?:${en})(?![\\p{L}])|(?:${zh})(?:色)?`, 'giu'),
}));

export type ColorMention = { hex: string; neutral: boolean; at: number; end: number };

/** The colours a text names, in its order. */
export function colorMentions(text: string): ColorMention[] {
  const found = terms.flatMap(({ hex, neutral, expression }) =>
    [...text.matchAll(expression)].map((match) => ({
      hex,
      neutral,
      at: match.index,
      end: match.index + match[0].length,
    })),
  );
  return found.toSorted((one, two) => one.at - two.at);
}

/** Black and white was asked for. */
export function isMonochrome(text: string): boolean {
  return /black[ -]and[ -]white|monochrome|grayscale|greyscale|黑白|单色/iu.test(text);
}
