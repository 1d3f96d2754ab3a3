import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { disposition, fileName, safeName } from '@/lib/server/disposition';

const form = /^(inline|attachment); filename="[ !#-[\]-~]*"; filename\*=UTF-8''(?:[\w.~-]|%[0-9A-F]{2})*$/;

test('no name breaks the header or leaves its folder', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme-ascii' })),
      (name) => {
        const safe = safeName(name, 60);
        expect(safe).not.toMatch(/[/\\\r\n\0"<>|:]|^\./);
        expect([...safe].length).toBeLessThanOrEqual(60);
        expect(disposition('attachment', fileName(name, 'picture', 'image/png'))).toMatch(form);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the first line names the file, its bytes give the ending', () => {
  expect(fileName('a red kite\nin the wind', 'picture', 'image/jpeg')).toBe('a red kite.jpg');
  expect(fileName('///', 'picture', 'image/webp')).toBe('picture.webp');
  expect(fileName(null, 'picture', 'image/png')).toBe('picture.png');
  expect(disposition('inline', '雨.png')).toBe(`inline; filename="_.png"; filename*=UTF-8''%E9%9B%A8.png`);
});
