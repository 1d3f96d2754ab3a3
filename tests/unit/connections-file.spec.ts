import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { connectionsFrom } from '@/lib/server/connections';
import { readConnections } from '@/lib/server/connections-file';
import { parseEnvironment } from '@/lib/server/env';

let file: string;
test.beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'atelier-connections-')), 'connections.json');
});
test.afterEach(() => rmSync(path.dirname(file), { recursive: true }));

const write = (content: unknown): string => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const read = (entries: unknown[], values: Record<string, string> = {}) => readConnections(write({ connections: entries }), values);
const good = { id: 'lolo', dialect: 'ideogram-web', baseUrl: 'https://gateway.example/', key: 'k-1' };

test('entries in their order, with what was left out', () => {
  const [web, legacy, own] = read(
    [
      { ...good, accessToken: '12345678', templates: { generate: true } },
      { id: 'shell', label: 'Shell', dialect: 'ideogram', baseUrl: 'http://10.0.0.2:8080', pathPrefix: '/ideogram/v1', auth: 'bearer', keyEnv: 'SHELL_KEY', slots: 3 },
      { id: 'try', dialect: 'ideogram-web', baseUrl: 'sandbox', pathPrefix: '/sandbox/web' },
    ],
    { SHELL_KEY: 'from-env' },
  );
  expect(web).toEqual({
    id: 'lolo', label: 'gateway.example', dialect: 'ideogram-web', baseUrl: 'https://gateway.example', pathPrefix: '', auth: 'bearer',
    key: 'k-1', slots: 10, sandbox: false, source: 'file', options: { accessToken: '12345678', templates: { generate: true } },
  });
  expect(legacy).toEqual({
    id: 'shell', label: 'Shell', dialect: 'ideogram', baseUrl: 'http://10.0.0.2:8080', pathPrefix: '/ideogram/v1', auth: 'bearer',
    key: 'from-env', slots: 3, sandbox: false, source: 'file', options: {},
  });
  expect(own).toMatchObject({ sandbox: true, baseUrl: 'http://sandbox.invalid', key: 'sandbox', label: 'Sandbox' });
  expect(read([{ ...good, dialect: 'ideogram' }])[0]?.auth).toBe('api-key');
  expect(read([{ ...good, dialect: 'replicate', pathPrefix: '/replicate' }])[0]).toMatchObject({ auth: 'bearer', pathPrefix: '/replicate' });
  expect(read([])).toEqual([]);
});

const priceOf = (price: unknown) => ({ ...good, prices: { asOf: '2026-11-20', models: { 'ideogram-web-auto': price } } });

const sentence = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'taken';
  } catch (error) {
    return (error as Error).message.replace(file, 'FILE');
  }
};
const fault = (entry: unknown, values?: Record<string, string>): string => sentence(() => read([entry], values));

test('what is wrong is one sentence with file, entry and field', () => {
  const cases: [unknown, string][] = [
    [{ ...good, dialect: 'midjourney' }, 'FILE: connection "lolo": dialect must be one of ideogram-official, ideogram, '],
    [{ ...good, dialect: undefined }, 'FILE: connection "lolo": dialect is missing'],
    [{ ...good, dialect: '__proto__' }, 'FILE: connection "lolo": dialect must be one of'],
    [{ ...good, id: undefined }, 'FILE: connection 1: id is missing.'],
    [{ ...good, id: 'Lo lo' }, 'FILE: connection "Lo lo": id must be small letters'],
    [{ ...good, id: 7 }, 'FILE: connection 1: id must be text.'],
    [{ ...good, key: undefined }, 'FILE: connection "lolo": key is missing; set key, or keyEnv'],
    [{ ...good, key: '' }, 'FILE: connection "lolo": key must be printable'],
    [{ ...good, key: 'a\nb' }, 'FILE: connection "lolo": key must be printable'],
    [{ ...good, key: undefined, keyEnv: 'LOLO_KEY' }, 'FILE: connection "lolo": keyEnv names LOLO_KEY, which is not set.'],
    [{ ...good, keyEnv: 'LOLO_KEY' }, 'FILE: connection "lolo": key and keyEnv exclude each other.'],
    [{ ...good, baseUrl: undefined }, 'FILE: connection "lolo": baseUrl is missing.'],
    [{ ...good, baseUrl: 'gateway.example' }, 'FILE: connection "lolo": baseUrl must be an http or https address'],
    [{ ...good, baseUrl: 'ftp://gateway.example' }, 'baseUrl must be an http or https address'],
    [{ ...good, baseUrl: 'https://me:pass@gateway.example' }, 'baseUrl must be an http or https address'],
    [{ ...good, baseUrl: 'https://gateway.example/?a=1' }, 'baseUrl must be an http or https address'],
    [{ ...good, pathPrefix: 'ideogram/' }, 'pathPrefix must be a path such as'],
    [{ ...good, auth: 'basic' }, 'auth must be bearer or api-key.'],
    [{ ...good, slots: 0 }, 'slots must be at least 1.'],
    [{ ...good, slots: '4' }, 'slots must be a whole number.'],
    [{ ...good, label: ' ' }, 'label must not be empty.'],
    [{ ...good, colour: 'red' }, 'FILE: connection "lolo": colour is not a known field.'],
    [{ ...good, dialect: 'ideogram', templates: {} }, 'FILE: connection "lolo": templates is not a known field.'],
    [{ ...good, templates: { reframe: true } }, 'FILE: connection "lolo": templates.reframe is not a known field.'],
    [{ ...good, templates: { generate: 'on' } }, 'FILE: connection "lolo": templates.generate must be true, false, or an object'],
    [{ ...good, templates: { generate: { path: 'x', body: '{"p":{{prompt}}}' } } }, 'FILE: connection "lolo": templates.generate'],
    [{ ...good, templates: { generate: { path: '/x', body: '{"p":{{prompt}}' } } }, 'FILE: connection "lolo": templates.generate.body is not JSON once'],
    [{ ...good, templates: { generate: { path: '/x', body: { p: '{{promt}}' } } } }, 'templates.generate.body names the unknown placeholder {{promt}}'],
    [{ ...good, accessToken: 5 }, 'FILE: connection "lolo": accessToken'],
    [{ ...good, prices: 5 }, 'FILE: connection "lolo": prices must be an object with asOf and models.'],
    [{ ...good, prices: { models: {} } }, 'FILE: connection "lolo": prices.asOf is missing.'],
    [{ ...good, prices: { asOf: 'today', models: {} } }, 'prices.asOf must be a day such as 2026-11-20.'],
    [{ ...good, prices: { asOf: '2026-11-20', models: {}, dollars: 1 } }, 'prices.dollars is not a known field.'],
    [priceOf(-1), 'prices.models.ideogram-web-auto.usdMicros must be at least 0.'],
    [priceOf(0.5), 'prices.models.ideogram-web-auto.usdMicros must be a whole number of micro-dollars.'],
    [priceOf('0.06'), 'prices.models.ideogram-web-auto must be micro-dollars, or an object with usdMicros.'],
    [priceOf({ speeds: {} }), 'prices.models.ideogram-web-auto.usdMicros is missing.'],
    [priceOf({ usdMicros: 1, speeds: { slow: 1 } }), 'prices.models.ideogram-web-auto.speeds'],
    [priceOf({ usdMicros: 1, each: 'picture' }), 'prices.models.ideogram-web-auto.each is not a known field.'],
    [{ ...good, prices: { asOf: '2026-11-20', models: { 'ideogram-v9': 1 } } }, 'prices.models.ideogram-v9 is no model of ideogram-web.'],
    ['lolo', 'FILE: connection 1: the entry must be a JSON object.'],
    [null, 'FILE: connection 1: the entry must be a JSON object.'],
  ];
  for (const [entry, expected] of cases) {
    const said = fault(entry);
    expect(said).toContain(expected);
    expect(said, said).toMatch(/^FILE: [^\n]+[^.]\.$/);
    expect(said).not.toContain('k-1');
  }
  expect(fault({ ...good, key: undefined, keyEnv: 'K' }, { K: 'secret key' })).not.toContain('secret');
});

test('an id twice, a file that is none', () => {
  expect(sentence(() => read([good, { ...good, key: 'k-2' }]))).toBe('FILE: connection "lolo": id is used twice.');
  expect(sentence(() => readConnections(write('{"connections":[')))).toBe('FILE: the file is not JSON.');
  expect(sentence(() => readConnections(write([])))).toBe('FILE: the file must be a JSON object.');
  expect(sentence(() => readConnections(write({})))).toBe('FILE: connections is missing.');
  expect(sentence(() => readConnections(write({ connections: {} })))).toBe('FILE: connections must be a list.');
  expect(sentence(() => readConnections(write({ connections: [], more: 1 })))).toBe('FILE: more is not a known field.');
  rmSync(file);
  expect(sentence(() => readConnections(file))).toBe('FILE: the file that ATELIER_CONNECTIONS names cannot be read (ENOENT).');
  write('{}');
});

const ids = (values: Record<string, string>) => connectionsFrom(parseEnvironment(values)).map(({ id }) => id);

test("the environment's connection first, then the file's, and the sandbox only where there is none or it is on", () => {
  write({ connections: [good, { ...good, id: 'second', dialect: 'ideogram' }] });
  expect(ids({ ATELIER_CONNECTIONS: file })).toEqual(['lolo', 'second']);
  expect(ids({ ATELIER_CONNECTIONS: file, IDEOGRAM_API_KEY: 'k' })).toEqual(['ideogram', 'lolo', 'second']);
  expect(ids({ ATELIER_CONNECTIONS: file, ATELIER_SANDBOX: 'on' })).toEqual(['lolo', 'second', 'sandbox']);
  expect(ids({ ATELIER_CONNECTIONS: '' })).toEqual(['sandbox']);
  write({ connections: [{ ...good, id: 'ideogram' }] });
  expect(ids({ ATELIER_CONNECTIONS: file })).toEqual(['ideogram']);
  expect(sentence(() => ids({ ATELIER_CONNECTIONS: file, IDEOGRAM_API_KEY: 'k' }))).toMatch(/FILE: connection "ideogram": id is taken/);
});
