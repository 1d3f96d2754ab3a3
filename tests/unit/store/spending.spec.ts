import { spendingGroups } from '@/lib/server/store/spending';
import { expect, onEveryEngine, test } from './engines';
import { accepted } from './samples';

const noon = new Date(2026, 10, 22, 12).getTime();

onEveryEngine(() => {
  test('what costs is summed by quarter of an hour, place and charge; what does not is left out', async ({ db }) => {
    await accepted(db, { createdAt: noon, charge: 'billed', usdMicros: 1 });
    await accepted(db, { createdAt: noon + 899_999, charge: 'billed', usdMicros: 20 });
    await accepted(db, { createdAt: noon + 900_000, charge: 'billed', usdMicros: 300 });
    await accepted(db, { createdAt: noon, charge: 'unknown', usdMicros: 4000 });
    await accepted(db, { createdAt: noon, charge: 'unknown', usdMicros: null });
    await accepted(db, { createdAt: noon, charge: 'billed', usdMicros: 3_000_000_000, model: 'other' });
    await accepted(db, { createdAt: noon, charge: 'billed', usdMicros: 50_000, person: 'Mara' });
    await accepted(db, { createdAt: noon, charge: 'none', usdMicros: 0 });
    await accepted(db, { createdAt: noon, charge: 'billed', usdMicros: 7, sandbox: true });
    await accepted(db, { createdAt: noon - 1, charge: 'billed', usdMicros: 7 });
    await accepted(db, { createdAt: noon + 1_000_000, charge: 'billed', usdMicros: 7 });
    const group = { at: noon, connection: 'sandbox', model: 'ideogram-v2', person: '', charge: 'billed', tasks: 1, unpriced: 0 };
    const found = await spendingGroups(db, noon, noon + 1_000_000);
    expect(found.toSorted((one, other) => one.usdMicros - other.usdMicros)).toEqual([
      { ...group, tasks: 2, usdMicros: 21 },
      { ...group, at: noon + 900_000, usdMicros: 300 },
      { ...group, charge: 'unknown', tasks: 2, usdMicros: 4000, unpriced: 1 },
      { ...group, person: 'Mara', usdMicros: 50_000 },
      { ...group, model: 'other', usdMicros: 3_000_000_000 },
    ]);
  });
});
