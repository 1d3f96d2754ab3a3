import { expect, test } from '@playwright/test';
import { callsOf, cleanAddress, cleanKey, emptyEntry, entryOf, isAddress, patchOf, requestOf } from '@/components/settings/entry';
import { faultsIn, foldedFault, strayFaults } from '@/components/settings/entry-faults';
import type { ConnectionEntry, DialectEntry, Recognised } from '@/lib/schema/connection';

const web: DialectEntry = {
  id: 'ideogram-web', label: 'Web tasks', auth: 'bearer',
  templates: { generate: { path: '/api/ideogram/generate', body: { prompt: '{{prompt}}' } }, describe: { path: '/api/ideogram/describe', body: {} } },
};
const plain: DialectEntry = { id: 'ideogram', label: 'Ideogram', auth: 'api-key', templates: null };
const told: Recognised = { dialect: 'ideogram', baseUrl: 'https://gateway.example', pathPrefix: '/ideogram/v1', auth: 'bearer', label: 'gateway.example' };
const none = { key: '', accessToken: '' };

test('a key is taken out of whatever it was pasted with', () => {
  for (const pasted of ['abc-1', ' abc-1\n', '"abc-1"', "'abc-1'", 'Bearer abc-1', 'Authorization: Bearer abc-1', 'Api-Key: abc-1', 'IDEOGRAM_API_KEY=abc-1', 'export REPLICATE_API_TOKEN="abc-1"', 'Token abc-1']) {
    expect(cleanKey(pasted), pasted).toBe('abc-1');
  }
  expect(cleanKey('bearerabc=')).toBe('bearerabc=');
});

test('an address is completed, and asked after only once it can be one', () => {
  expect(cleanAddress(' api.ideogram.ai/ ')).toBe('https://api.ideogram.ai');
  expect(cleanAddress('http://127.0.0.1:8080//')).toBe('http://127.0.0.1:8080');
  expect(['https://api.ideogram.ai', 'http://localhost:1', 'http://[::1]:2', 'sandbox'].map(isAddress)).toEqual([true, true, true, true]);
  expect(['', 'https://api', 'ftp://a.example', 'https://'].map(isAddress)).toEqual([false, false, false, false]);
});

test('what the address tells stands until it is overwritten', () => {
  const entry = { ...emptyEntry, address: 'gateway.example/ideogram/v1' };
  expect(requestOf(entry, { key: 'k', accessToken: '' }, told, plain)).toEqual({
    dialect: 'ideogram', baseUrl: 'https://gateway.example', pathPrefix: '/ideogram/v1', auth: 'bearer', key: 'k',
  });
  const own = { ...entry, prefix: 'own/', auth: 'api-key' as const, slots: '3', label: ' Mine ' };
  expect(requestOf(own, none, told, plain)).toEqual({
    label: 'Mine', dialect: 'ideogram', baseUrl: 'https://gateway.example', pathPrefix: '/own', auth: 'api-key', slots: 3,
  });
  // Another dialect than the address told sends the key in its own way.
  expect(requestOf({ ...entry, dialect: 'ideogram-web' }, none, { ...told, auth: 'api-key' }, web)).toMatchObject({ auth: 'bearer' });
});

test('every written call is off until it is switched on, and is sent as it was written', () => {
  const calls = callsOf(web);
  expect(Object.values(calls).map(({ on }) => on)).toEqual([false, false]);
  const entry = { ...emptyEntry, calls: { ...calls, generate: { on: true, path: ' /mine ', body: '{"prompt": {{prompt}}}' } } };
  const { options } = requestOf(entry, { key: 'k', accessToken: 't' }, undefined, web);
  expect(options).toEqual({ templates: { generate: { path: '/mine', body: '{"prompt": {{prompt}}}' }, describe: false }, accessToken: 't' });
});

const stored: ConnectionEntry = {
  id: 'web', label: 'Web', dialect: 'ideogram-web', dialectLabel: 'Web tasks', host: 'web.example', baseUrl: 'https://web.example',
  pathPrefix: '', auth: 'bearer', keyEnd: '1a2b', slots: 10, slotsNow: 10, stopped: null, sandbox: false, source: 'page', off: false, models: [], state: 'unverified',
  advice: null, missing: [], examinedAt: null, report: null, openTasks: 0, prices: null,
  options: { templates: { generate: { path: '/own', body: '{"prompt": {{prompt}}}' }, describe: true } },
};

test('a change names only what is different, and the stored key stays where none is entered', () => {
  const entry = entryOf(stored, web);
  expect(entry.calls).toMatchObject({ generate: { on: true, path: '/own', body: '{"prompt": {{prompt}}}' }, describe: { on: true, path: '/api/ideogram/describe' } });
  expect(patchOf(entry, none, stored, web)).toEqual({});
  expect(patchOf({ ...entry, label: 'Other', slots: '4' }, none, stored, web)).toEqual({ label: 'Other', slots: 4 });
  expect(patchOf(entry, { key: 'new', accessToken: '' }, stored, web)).toEqual({ key: 'new' });
  const off = { ...entry, calls: { ...entry.calls, describe: { on: false, path: '/api/ideogram/describe', body: '{}' } } };
  expect(patchOf(off, none, stored, web)).toEqual({ options: { templates: { generate: { path: '/own', body: '{"prompt": {{prompt}}}' }, describe: false } } });
});

test('faults stand under the name of their field in the body', () => {
  const wrong = { ...emptyEntry, address: 'https://nowhere', prefix: '/a b', slots: '0', calls: { generate: { on: true, path: 'x', body: '' }, describe: { on: false, path: '', body: '' } } };
  expect(faultsIn(wrong, { key: 'a b', accessToken: '' }, { dialect: null, keyed: true })).toEqual({
    baseUrl: 'address', key: 'keyLetters', pathPrefix: 'prefix', slots: 'slots', 'options.templates.generate.path': 'path',
  });
  const right = { ...emptyEntry, address: 'a.example', prefix: 'x/y', slots: '100' };
  expect(faultsIn(right, none, { dialect: null, keyed: true })).toEqual({ dialect: 'dialect', key: 'key' });
  expect(faultsIn(right, { key: 'k', accessToken: '' }, { dialect: 'ideogram', keyed: true })).toEqual({});
  expect(strayFaults({ key: 'x', options: 'y', 'options.templates.remix.body': 'z' })).toEqual([['options', 'y']]);
  expect(foldedFault({ key: 'x', baseUrl: 'y' })).toBe(false);
  expect(foldedFault({ 'options.templates.remix.body': 'z' })).toBe(true);
});
