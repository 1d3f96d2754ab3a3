import { expect, test } from '@playwright/test';
import { notWalking, stepHistory } from '@/lib/client/prompt-history';

const earlier = ['third', 'second', 'first'];

function walk(keys: readonly ('up' | 'down')[], draft: string) {
  let state = { walk: notWalking, prompt: draft };
  for (const key of keys) state = stepHistory(state.walk, key === 'up', state.prompt, earlier) ?? state;
  return state.prompt;
}

test('up goes back through earlier prompts and stops at the oldest', () => {
  expect(walk(['up'], 'draft')).toBe('third');
  expect(walk(['up', 'up', 'up'], 'draft')).toBe('first');
  expect(walk(['up', 'up', 'up', 'up', 'up'], 'draft')).toBe('first');
});

test('down at the end puts the draft back', () => {
  expect(walk(['up', 'up', 'down', 'down'], 'draft')).toBe('draft');
  expect(walk(['up', 'down', 'down'], 'draft')).toBe('draft');
});

test('down without a walk does nothing', () => {
  expect(stepHistory(notWalking, false, 'draft', earlier)).toBeNull();
});

test('the prompt just used is not the first step back', () => {
  expect(walk(['up'], 'third')).toBe('second');
  expect(walk(['up', 'down'], 'third')).toBe('third');
});

test('without history there is nowhere to go', () => {
  expect(stepHistory(notWalking, true, 'draft', [])).toBeNull();
});
