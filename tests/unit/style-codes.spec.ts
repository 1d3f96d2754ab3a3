import { expect, test } from '@playwright/test';
import { codesIn } from '@/lib/client/style-codes';

test('codes are read one by one or pasted together, in capitals and none twice', () => {
  expect(codesIn('a1b2c3d4', [], 4)).toEqual({ codes: ['A1B2C3D4'], rest: '', fault: null });
  expect(codesIn(' #a1b2c3d4, 00000000\nFFFFFFFF；a1b2c3d4 ', ['FFFFFFFF'], 4)).toEqual({
    codes: ['FFFFFFFF', 'A1B2C3D4', '00000000'],
    rest: '',
    fault: null,
  });
});

test('what is no code stays to be mended and is named', () => {
  expect(codesIn('12345, a1b2c3d4, ghijklmn', [], 4)).toEqual({
    codes: ['A1B2C3D4'],
    rest: '12345 GHIJKLMN',
    fault: { what: 'shape', text: '12345, GHIJKLMN' },
  });
});

test('no more are taken than the model takes', () => {
  expect(codesIn('00000004 00000005', ['00000001', '00000002', '00000003'], 4)).toEqual({
    codes: ['00000001', '00000002', '00000003', '00000004'],
    rest: '00000005',
    fault: { what: 'many', text: '00000005' },
  });
});
