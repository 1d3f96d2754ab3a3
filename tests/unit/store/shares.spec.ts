import { countOpen, findShareByHash, insertShare, listShares, revokeShare, type NewShare } from '@/lib/server/store/shares';
import { expect, onEveryEngine, test } from './engines';

const share = (over: Partial<NewShare> = {}): NewShare => ({
  tokenHash: 'hash',
  title: null,
  images: ['b', 'a'],
  showPrompt: false,
  download: true,
  remix: false,
  expiresAt: null,
  ...over,
});

onEveryEngine(() => {
  test('a link is kept by the hash of its token', async ({ db }) => {
    const made = await insertShare(db, share({ id: 'x', createdAt: 5, title: 'Herbst "26"', expiresAt: 9, remix: true }));
    expect(made).toEqual({
      ...share({ title: 'Herbst "26"', expiresAt: 9, remix: true }),
      n: 1,
      id: 'x',
      createdAt: 5,
      opened: 0,
      revokedAt: null,
    });
    expect(await findShareByHash(db, 'hash')).toEqual(made);
    expect(await findShareByHash(db, 'other')).toBeNull();
    await expect(insertShare(db, share())).rejects.toThrow();
    const later = await insertShare(db, share({ tokenHash: 'later' }));
    expect(later.id).not.toBe('');
    expect(await listShares(db)).toEqual([later, made]);
  });

  test('a link is counted when it is opened and ends when it is revoked', async ({ db }) => {
    const { id } = await insertShare(db, share());
    await Promise.all(Array.from({ length: 10 }, () => countOpen(db, id)));
    expect(await revokeShare(db, id, 700)).toMatchObject({ opened: 10, revokedAt: 700 });
    expect(await revokeShare(db, id, 800)).toMatchObject({ revokedAt: 700 });
    expect(await revokeShare(db, 'nobody', 800)).toBeNull();
  });
});
