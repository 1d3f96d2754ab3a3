import { expect, test } from '@playwright/test';
import { byRatio, cuts, figure, keptBy, nearestShape, ratioOf } from '@/lib/client/shape';
import { joinQuery, splitQuery } from '@/lib/client/library-tabs';

test('the nearest shape is nearest by proportion', () => {
  const offered = ['1:1', '3:4', '4:3', '16:9', '9:16'];
  expect(nearestShape(1.5, offered)).toBe('4:3');
  expect(nearestShape(0.5, offered)).toBe('9:16');
  expect(nearestShape(1, [])).toBeNull();
});

test('ratios and resolutions go from tall to wide', () => {
  expect(byRatio(['16:9', '1:1', '9:16'])).toEqual(['9:16', '1:1', '16:9']);
  expect(ratioOf('1536x512')).toBe(3);
});

test('figures of every ratio cover about the same area', () => {
  for (const ratio of [9 / 16, 3 / 4, 1, 16 / 9, 3]) {
    const { width, height } = figure(ratio, 1000);
    expect(Math.abs(width * height - 1000)).toBeLessThan(60);
  }
  expect(figure(3, 1000, 46).width).toBe(46);
});

test('a crop keeps the middle and the whole of one side', () => {
  expect(keptBy(1, { width: 200, height: 100 })).toEqual({ left: 0.25, top: 0, width: 0.5, height: 1 });
  expect(keptBy(2, { width: 100, height: 100 })).toEqual({ left: 0, top: 0.25, width: 1, height: 0.5 });
  expect(cuts(16 / 9, { width: 1344, height: 768 })).toBe(true);
  expect(cuts(1.75, { width: 1344, height: 768 })).toBe(false);
});

test('a tab is the first word of the query', () => {
  expect(splitQuery('is:favourite red pears')).toEqual({ tab: 'favourites', words: 'red pears' });
  expect(splitQuery('red is:favourite')).toEqual({ tab: 'all', words: 'red is:favourite' });
  for (const query of ['', 'red pears', 'is:upload', 'is:upload koi']) {
    const { tab, words } = splitQuery(query);
    expect(joinQuery(tab, words)).toBe(query);
  }
});
