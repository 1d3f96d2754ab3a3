import { expect, test } from '@playwright/test';
import { imageIdIn } from '@/components/drop/carried';
import { liveShares } from '@/lib/client/shares';
import type { Share } from '@/lib/schema/share';

const origin = 'http://studio.test:3000';

const addresses: [string, string | null][] = [
  [`${origin}/images/3f-a_9`, '3f-a_9'],
  [`${origin}/images/3f?q=pears`, '3f'],
  [`${origin}/api/images/3f/file?size=preview`, '3f'],
  ['/images/3f', '3f'],
  ['http://elsewhere.test/images/3f', null],
  [`https://studio.test:3000/images/3f`, null],
  [`${origin}/images/3f/more`, null],
  [`${origin}/`, null],
  [`${origin}/s/3f/0`, null],
  ['not an address', null],
  ['javascript:alert(1)', null],
];

for (const [url, id] of addresses) {
  test(`${url} names ${id ?? 'no picture'}`, () => {
    expect(imageIdIn(url, origin)).toBe(id);
  });
}

const now = Date.parse('2026-11-22T12:00:00Z');
const link = (id: string, rest: Partial<Share>): Share => ({
  id,
  url: null,
  title: null,
  images: ['a'],
  showPrompt: false,
  download: true,
  remix: false,
  opened: 0,
  createdAt: '2026-11-20T12:00:00Z',
  expiresAt: null,
  revokedAt: null,
  ...rest,
});

test('only links that still open and show one of the pictures are live', () => {
  const shares = [
    link('open', {}),
    link('later', { expiresAt: '2026-11-22T12:00:01Z' }),
    link('ended', { expiresAt: '2026-11-22T12:00:00Z' }),
    link('revoked', { revokedAt: '2026-11-21T00:00:00Z' }),
    link('other', { images: ['b'] }),
    link('both', { images: ['b', 'a'] }),
  ];
  expect(liveShares(shares, ['a'], now).map(({ id }) => id)).toEqual(['open', 'later', 'both']);
});
