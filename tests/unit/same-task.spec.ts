import { expect, test } from '@playwright/test';
import type { Asked } from '@/lib/client/body';
import { asksSame } from '@/lib/client/same-task';
import type { Operation } from '@/lib/schema/operation';

const stored: Operation = { operation: 'generate', connection: 'c', model: 'm', prompt: 'pears', count: 1, aspectRatio: '3:4' };
const asked = (body: object): Asked => ({ operation: 'generate', body: { connection: 'c', model: 'm', prompt: 'pears', count: 1, ...body } });

test('the same words and settings are the same, whatever their order and however what is unset is written', () => {
  expect(asksSame({ input: stored }, asked({ aspectRatio: '3:4', seed: undefined }))).toBe(true);
  const { count: _count, ...uncounted } = stored;
  expect(asksSame({ input: uncounted as Operation }, asked({ aspectRatio: '3:4' }))).toBe(true);
});

test('another word, setting, model or operation is another', () => {
  for (const body of [{}, { aspectRatio: '4:3' }, { aspectRatio: '3:4', prompt: 'plums' }, { aspectRatio: '3:4', seed: 1 }, { aspectRatio: '3:4', model: 'n' }])
    expect(asksSame({ input: stored }, asked(body))).toBe(false);
  const remix: Operation = { ...stored, operation: 'remix', image: 'i' };
  expect(asksSame({ input: remix }, asked({ aspectRatio: '3:4' }))).toBe(false);
});
