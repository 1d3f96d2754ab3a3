import { expect, test } from '@playwright/test';
import { read } from '@/lib/server/sandbox/painter/reading';
import { rewritePrompt } from '@/lib/server/sandbox/painter/painter';

test('the words choose the scene, in two languages', () => {
  const expected: Record<string, string> = {
    'Lighthouse at dusk, flat bands of colour, the beam over calm water': 'lighthouse',
    'Travel poster lettered “PORTO”, tiled façades stacked above the river, a rabelo boat': 'town',
    'city skyline at night': 'skyline',
    'two boats in the bay': 'sailing',
    'misty pine forest': 'pines',
    'Portrait of a singer as a saint, egg tempera': 'portrait',
    'Woman in a wide sun hat, flat shapes': 'portrait',
    'Three pears on a slate shelf, north light': 'fruit',
    'Window light on a plaster wall, olive branch in a vase': 'window',
    'Koi pond from above, one lotus': 'koi',
    'Linocut of a heron standing among tall reeds at dawn, three inks on cream paper': 'heron',
    'Botanical plate, olive branch': 'botanical',
    'Red train on a stone viaduct in snow, seen from across the valley': 'viaduct',
    'Empty arcade, long afternoon shadow, one small figure': 'arcade',
    'Gig poster, “LATE SET”': 'record',
    'Tea tin label lettered “No. 4 Spring Pick”': 'label',
    'Citrus slices as a repeat pattern': 'citrus',
    'Night ferry crossing a black bay, one lit window': 'ferry',
    'bauhaus shapes': 'bauhaus',
    'paper cut-outs': 'cutouts',
    'a sleeping cat': 'cat',
    'two dogs': 'dog',
    灯塔: 'lighthouse',
    '城市 夜': 'skyline',
    森林: 'pines',
    肖像: 'portrait',
    '静物，三只梨': 'fruit',
    海边的帆船: 'sailing',
    锦鲤池塘: 'koi',
    雪中的火车: 'viaduct',
    一只猫: 'cat',
  };
  for (const [prompt, scene] of Object.entries(expected))
    expect(read(prompt, '', 0).scene, prompt).toBe(scene);
});

test('a count belongs to the thing that can be counted', () => {
  const expected: [string, number | null][] = [
    ['three pears', 3],
    ['3 ripe green pears', 3],
    ['a pear on a table', 1],
    ['pears, three inks', null],
    ['two boats at sea', 2],
    ['botanical plate with nine leaves', 9],
    ['三只梨', 3],
    ['两条船 海上', 2],
    ['九片叶子', 9],
    ['五朵花', 5],
    ['koi pond from above, one lotus', null],
    ['a forest', null],
    ['a bouquet of nine roses', 9],
    ['a heron among reeds', 1],
  ];
  for (const [prompt, count] of expected) expect(read(prompt, '', 0).subject.count, prompt).toBe(count);
});

test('hours, weather, colours and what must not appear are read', () => {
  const reading = read('黎明 雪 灯塔 红色', 'boats, moon', 0);
  expect(reading.subject.light).toBe('dawn');
  expect(reading.subject.weather.has('snow')).toBe(true);
  expect(reading.subject.lacks('boat')).toBe(true);
  expect(reading.subject.lacks('moon')).toBe(true);
  expect(reading.subject.lacks('sun')).toBe(false);
  expect(reading.colors).toHaveLength(1);
  expect(read('灯塔 黄昏', '', 0).colors).toEqual([]);
  expect(read('a red cat on a teal floor', '', 0).subject.accent).toBe(read('red cat', '', 0).colors[0]);
});

test('all the quotation marks are known, apostrophes are not', () => {
  for (const [prompt, words] of [
    ['a “B C” d', ['B C']],
    ['a "B" d', ['B']],
    ['「乙」', ['乙']],
    ['『丙』', ['丙']],
    ['《丁》', ['丁']],
    ['a ‘B’ d', ['B']],
    ['a ‘Don’t’ d', ['Don’t']],
    ['the cat’s hat, a dog’s day', []],
    ['“A” and “B”', ['A', 'B']],
  ] as [string, string[]][]) {
    expect(read(prompt, '', 0).lettering, prompt).toEqual(words);
  }
});

test('magic prompt keeps the words, adds to them and is the same each time', () => {
  const prompt = 'Tea tin label lettered “No. 4 Spring Pick”';
  const longer = rewritePrompt(prompt, 3);
  expect(longer.startsWith(prompt)).toBe(true);
  expect(longer.length).toBeGreaterThan(prompt.length + 40);
  expect(rewritePrompt(prompt, 3)).toBe(longer);
  const others = new Set(Array.from({ length: 9 }, (_, seed) => rewritePrompt(prompt, seed)));
  expect(others.size).toBeGreaterThan(4);
  expect(rewritePrompt('黄昏的灯塔', 1)).toMatch(/^黄昏的灯塔，[^A-Za-z]+$/u);
  expect(rewritePrompt('   ', 1)).toBe('');
});
