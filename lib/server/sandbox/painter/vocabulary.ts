import 'server-only';

/** Words that name one thing, the scene they call for and how strongly; one line an entry, as this is a table. */
type Entry = { en: string; zh: string; scene?: SceneName; weight?: number };

export type SceneName =
  | 'lighthouse'
  | 'sailing'
  | 'ferry'
  | 'town'
  | 'skyline'
  | 'facade'
  | 'pines'
  | 'ridges'
  | 'dunes'
  | 'portrait'
  | 'fruit'
  | 'ceramics'
  | 'window'
  | 'koi'
  | 'heron'
  | 'botanical'
  | 'bouquet'
  | 'viaduct'
  | 'arcade'
  | 'record'
  | 'label'
  | 'citrus'
  | 'waves'
  | 'bauhaus'
  | 'cutouts'
  | 'cat'
  | 'dog'
  | 'pool'
  | 'moons'
  | 'silk'
  | 'contours';

const entries = {
  lighthouse: { en: 'lighthouse|beacon', zh: '灯塔', scene: 'lighthouse', weight: 6 },
  sea: { en: 'sea|ocean|seascape|coast|beach|shore|bay|seaside|island|lake', zh: '海|大海|海边|海洋|湖|沙滩|岛', scene: 'sailing', weight: 2.4 },
  boat: { en: 'boat|sailboat|yacht|sail|dinghy|canoe|gondola', zh: '船|帆船|小船|舟|帆', scene: 'sailing', weight: 4 },
  ship: { en: 'ship|ferry|steamer|liner|vessel', zh: '轮船|渡轮|渡船|游轮|邮轮', scene: 'ferry', weight: 5 },
  harbour: { en: 'harbou?r|port|porto|lisbon|town|village|street|quay|riverside', zh: '港|港口|码头|街|街道|小镇|村庄|古镇', scene: 'town', weight: 3.6 },
  city: { en: 'city|skyline|skyscraper|cityscape|downtown|metropolis|tokyo|shanghai|new york|manhattan|paris|london', zh: '城市|都市|天际线|摩天|上海|东京|纽约|巴黎|伦敦', scene: 'skyline', weight: 3.8 },
  travel: { en: 'travel poster|tourism|façades?|facades?|rooftops?', zh: '旅行海报|旅游|屋顶', scene: 'town', weight: 2.6 },
  windows: { en: 'apartment|lit windows?|building|tenement|block of flats', zh: '公寓|窗户|万家灯火|大楼|楼', scene: 'facade', weight: 2.8 },
  forest: { en: 'forest|pine|fir|spruce|tree|wood(?:s|land)|jungle', zh: '森林|树林|松|树|林', scene: 'pines', weight: 3.4 },
  mountain: { en: 'mountain|ridge|peak|alp|hill|valley|landscape', zh: '山|群山|山脉|山谷|风景', scene: 'ridges', weight: 3 },
  desert: { en: 'desert|dune|sahara|sand', zh: '沙漠|沙丘|沙', scene: 'dunes', weight: 4 },
  person: { en: 'portrait|person|woman|women|man|men|girl|boy|lady|face|singer|people|figure|hero|warrior|queen|king|dancer', zh: '肖像|人像|人物|女人|女子|女孩|男人|男子|男孩|少女|少年|人|脸|歌手|公主|武士', scene: 'portrait', weight: 3.2 },
  hat: { en: '(?:sun ?|straw )?hat|cap|beret', zh: '帽|帽子|草帽', scene: 'portrait', weight: 4 },
  pear: { en: 'pear', zh: '梨|梨子', scene: 'fruit', weight: 5 },
  apple: { en: 'apple', zh: '苹果', scene: 'fruit', weight: 5 },
  peach: { en: 'peach|plum|apricot|cherry|cherries', zh: '桃|桃子|李子|樱桃', scene: 'fruit', weight: 4.6 },
  fruit: { en: 'fruit|still life|tomato|tomatoes|persimmon|pomegranate', zh: '水果|静物|果|番茄|柿子|石榴', scene: 'fruit', weight: 3.6 },
  vase: { en: 'ceramic|vase|pottery|pot|jar|bowl|jug|vessels', zh: '陶瓷|花瓶|陶|瓷|罐|碗|瓶', scene: 'ceramics', weight: 3.7 },
  cup: { en: 'cup|mug|coffee|espresso', zh: '杯|咖啡|茶杯', scene: 'ceramics', weight: 3 },
  daylight: { en: 'window light|plaster wall|interior|room|windowsill', zh: '窗光|窗边|室内|房间|窗', scene: 'window', weight: 4.4 },
  branch: { en: 'olive branch|branch|twig|sprig', zh: '橄榄枝|枝|树枝', scene: 'botanical', weight: 2 },
  koi: { en: 'koi|fish|goldfish|carp', zh: '锦鲤|鲤|鱼|金鱼', scene: 'koi', weight: 5 },
  pond: { en: 'pond|water lil(?:y|ies)', zh: '池塘|荷塘|莲池', scene: 'koi', weight: 3.4 },
  lotus: { en: 'lotus', zh: '莲|荷', scene: 'koi', weight: 2.2 },
  bird: { en: 'bird|heron|crane|egret|stork|flamingo|swan', zh: '鸟|鹭|白鹭|苍鹭|鹤|火烈鸟|天鹅', scene: 'heron', weight: 4.6 },
  reed: { en: 'reed|marsh|wetland', zh: '芦苇|湿地', scene: 'heron', weight: 2.4 },
  leaf: { en: 'leaf|leaves|fern|eucalyptus|botanical|foliage|herb|plant', zh: '叶|叶子|蕨|植物|草木', scene: 'botanical', weight: 3.6 },
  flower: { en: 'flower|rose|tulip|peony|peonies|poppy|poppies|sunflower|bouquet|blossom|bloom|dais(?:y|ies)', zh: '花|玫瑰|牡丹|向日葵|郁金香|花束|樱花', scene: 'bouquet', weight: 4 },
  train: { en: 'train|railway|locomotive|viaduct|rail', zh: '火车|列车|铁路|高架桥|高铁', scene: 'viaduct', weight: 5 },
  bridge: { en: 'bridge|aqueduct', zh: '桥|大桥', scene: 'viaduct', weight: 3.2 },
  arcade: { en: 'arcade|architecture|colonnade|arch|arches|column|piazza|palace|temple', zh: '拱廊|建筑|柱廊|拱门|广场|宫殿|寺庙', scene: 'arcade', weight: 4 },
  music: { en: 'jazz|music|gig|concert|vinyl|record|band|quartet|orchestra|festival|piano|guitar', zh: '爵士|音乐|演出|演唱会|唱片|乐队|音乐节|钢琴|吉他', scene: 'record', weight: 4.4 },
  tea: { en: 'tea|tea tin|label|packaging|package|tin|bottle label', zh: '茶|茶叶|标签|包装', scene: 'label', weight: 3.9 },
  citrus: { en: 'citrus|lemon|lime|grapefruit|slices|oranges', zh: '柑橘|柠檬|橙子|橘子|西柚', scene: 'citrus', weight: 4.6 },
  pattern: { en: 'pattern|textile|wallpaper|repeat', zh: '图案|纹样|花纹', scene: 'citrus', weight: 1.6 },
  wave: { en: 'wave|surf|tsunami|hokusai|seigaiha', zh: '浪|海浪|波浪|浪花', scene: 'waves', weight: 4.2 },
  bauhaus: { en: 'bauhaus|geometric|geometry|constructivist|exhibition poster|swiss style|shapes', zh: '包豪斯|几何|构成主义|展览海报', scene: 'bauhaus', weight: 3.8 },
  cutout: { en: 'cut-?outs?|paper cut|papercut|collage|matisse', zh: '剪纸|拼贴', scene: 'cutouts', weight: 3.1 },
  abstract: { en: 'abstract|silk|fluid|gradient|swirl|marble', zh: '抽象|丝绸|流体|渐变', scene: 'silk', weight: 3 },
  contour: { en: 'contour|topograph(?:y|ic)|map|isoline', zh: '等高线|地图|地形', scene: 'contours', weight: 4 },
  cat: { en: 'cat|kitten|tabby|tiger|lion|panther', zh: '猫|小猫|老虎|狮子|豹', scene: 'cat', weight: 5 },
  fox: { en: 'fox', zh: '狐狸|狐', scene: 'dog', weight: 4.7 },
  dog: { en: 'dog|puppy|hound|wolf|animal|retriever|corgi', zh: '狗|小狗|犬|狼|动物', scene: 'dog', weight: 4.6 },
  pool: { en: 'pool|swimming|hockney|villa|palm', zh: '泳池|游泳池|别墅|棕榈', scene: 'pool', weight: 4 },
  moonlit: { en: 'moon phases?|phases of the moon|astronomy|planet|space|galaxy|cosmos|stars? chart|universe', zh: '月相|天文|行星|太空|宇宙|银河|星空', scene: 'moons', weight: 4.2 },
  sun: { en: 'sun(?:rise|set)?', zh: '太阳|日落|日出|夕阳' },
  moon: { en: 'moon', zh: '月亮|月' },
  star: { en: 'stars?', zh: '星星|星' },
  cloud: { en: 'clouds?', zh: '云' },
  beam: { en: 'beam|ray', zh: '光束' },
  lettering: { en: 'text|letters?|lettering|words?|typography|title|caption', zh: '文字|字|标题|字母' },
  frame: { en: 'border|frame|margin', zh: '边框|框' },
  shadow: { en: 'shadows?', zh: '阴影|影子' },
  stem: { en: 'stems?|stalk', zh: '茎|果柄' },
} as const satisfies Record<string, Entry>;

export type Tag = keyof typeof entries;

type Term = { tag: Tag; english: RegExp; chinese: RegExp; scene: SceneName | null; weight: number };

const terms: readonly Term[] = (Object.entries(entries) as [Tag, Entry][]).map(([tag, entry]) => ({
  tag,
  english: new RegExp(`(?<![\\p{L}])(?:${entry.en})(?:s|es)?(?![\\p{L}])`, 'giu'),
  chinese: new RegExp(
    entry.zh
      .split('|')
      .toSorted((one, two) => two.length - one.length)
      .join('|'),
    'gu',
  ),
  scene: entry.scene ?? null,
  weight: entry.weight ?? 0,
}));

/** One word of the prompt that the painter knows, where it stands and what it calls for. */
export type Mention = { tag: Tag; word: string; at: number; scene: SceneName | null; weight: number };

/** Every known thing named in a text, in the order of the text. */
export function mentions(text: string): Mention[] {
  const found: Mention[] = [];
  for (const { tag, english, chinese, scene, weight } of terms) {
    for (const expression of [english, chinese]) {
      for (const match of text.matchAll(expression)) {
        found.push({ tag, word: match[0], at: match.index, scene, weight });
      }
    }
  }
  return found.toSorted((one, two) => one.at - two.at || two.word.length - one.word.length);
}

/** What each scene can count, so that "three" belongs to pears and not to inks. */
export const countable: Partial<Record<SceneName, readonly Tag[]>> = {
  fruit: ['pear', 'apple', 'peach', 'fruit'],
  ceramics: ['vase', 'cup'],
  koi: ['koi'],
  heron: ['bird'],
  botanical: ['leaf', 'branch'],
  bouquet: ['flower'],
  sailing: ['boat'],
  ferry: ['ship'],
  town: ['boat'],
  cat: ['cat'],
  dog: ['dog', 'fox'],
  pines: ['forest'],
  portrait: ['person'],
  lighthouse: ['lighthouse'],
  skyline: ['windows'],
  citrus: ['citrus'],
  moons: ['moonlit', 'moon'],
};
