import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { locales } from '@/lib/client/locale';
import { stylePresets } from '@/lib/schema/style-presets';

for (const locale of locales) {
  test(`${locale} names every preset, no two alike`, () => {
    const file = path.join(process.cwd(), `lib/client/messages/presets/${locale}.json`);
    const names = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(names).toSorted()).toEqual([...stylePresets].toSorted());
    expect(new Set(Object.values(names)).size).toBe(stylePresets.length);
    if (locale === 'zh-CN') for (const name of Object.values(names)) expect(name).toMatch(/\p{Script=Han}/u);
  });
}
